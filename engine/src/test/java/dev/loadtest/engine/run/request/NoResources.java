package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;

/** For plans that refer to nothing. */
public final class NoResources implements Resources {
    @Override
    public Path file(FileRef file) {
        throw new UnsupportedOperationException(file.name());
    }

    @Override
    public String secret(SecretRef ref) {
        throw new UnsupportedOperationException(ref.toString());
    }
}
