package dev.loadtest.worker;

import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.capture.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes response bodies as files below an output folder, each on a thread of its own, so that no loop waits for a
 * disk. Replaces files of an earlier run. Thread-safe.
 */
public final class FileSamples implements Samples {
    private static final Executor WRITERS = Thread.ofVirtual().name("samples-", 0)::start;
    /** Maximum of open files, below the reserved descriptors. */
    private static final Semaphore OPEN = new Semaphore(8);

    private final Path output;

    /** @param output the parent of {@code samples/}; created with the first sample */
    public FileSamples(Path output) {
        this.output = output;
    }

    /** The stage completes on a writer's thread. */
    @Override
    public CompletionStage<Sample> save(
            Sample request, @Nullable String contentType, byte[] body, boolean truncated, SecretMask mask) {
        String file = SampleName.of(request, contentType);
        return CompletableFuture.supplyAsync(
                () -> inTurn(request, file, mask.mask(body, truncated), truncated), WRITERS);
    }

    private Sample inTurn(Sample request, String file, byte[] body, boolean truncated) {
        OPEN.acquireUninterruptibly();
        try {
            return write(request, file, body, truncated);
        } finally {
            OPEN.release();
        }
    }

    private Sample write(Sample request, String file, byte[] body, boolean truncated) {
        try {
            Path path = output.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, body);
            return request.written(file, body.length, Sha256.hex(body), truncated);
        } catch (IOException | RuntimeException e) {
            return request.withheld(truncated, "the sample could not be written: " + ErrorText.of(e));
        }
    }
}
