package dev.loadtest.worker;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.capture.SecretMask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Without a volume, samples are not kept; each records that. */
public final class NoSamples implements Samples {
    @Override
    public CompletionStage<Sample> save(
            Sample request, @Nullable String contentType, byte[] body, boolean truncated, SecretMask mask) {
        return CompletableFuture.completedFuture(
                request.withheld(truncated, "not kept: spec.output names no volume for it"));
    }
}
