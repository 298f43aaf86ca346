package dev.loadtest.engine.run;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.capture.SecretMask;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stores response bodies as files. Called on the worker's loop; never blocks it. */
public interface Samples {

    /**
     * Stores a body at {@code samples/PHASE/CASE/K.EXT}, of a journey {@code K-SENDING.EXT}; the extension by content type.
     *
     * @param request the sample before it is written; file, size and SHA-256 are empty
     * @param contentType of the response, null if it has none
     * @param mask applied to the body before it is written
     * @return the written sample; a failure is recorded in it, never thrown
     */
    CompletionStage<Sample> save(
            Sample request, @Nullable String contentType, byte[] body, boolean truncated, SecretMask mask);
}
