package dev.loadtest.engine.run;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.capture.SecretMask;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps response bodies as files. Called on the worker's loop, and never blocks it. */
public interface Samples {

    /**
     * Keeps a body at {@code samples/PHASE/CASE/K.EXT}, the extension by content type.
     *
     * @param request what is known of the sample before it is written; its file, size and SHA-256 are still empty
     * @param contentType of the response, null where it names none
     * @param mask to be applied to the body before any of it is written
     * @return the sample as it was written; a failure is said in the sample, never thrown
     */
    CompletionStage<Sample> save(
            Sample request, @Nullable String contentType, byte[] body, boolean truncated, SecretMask mask);
}
