package dev.loadtest.worker;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.run.request.Resources;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources of a plan, found on this machine or in this pod. */
public record FoundResources(Map<FileRef, Path> files, Map<SecretRef, String> texts) implements Resources {
    public FoundResources {
        files = Map.copyOf(files);
        texts = Map.copyOf(texts);
    }

    @Override
    public Path file(FileRef file) {
        return required(files.get(file), file);
    }

    @Override
    public String secret(SecretRef ref) {
        return required(texts.get(ref), ref);
    }

    private static <T> T required(@Nullable T value, Object key) {
        if (value == null) {
            throw new IllegalArgumentException("the plan did not name " + key);
        }
        return value;
    }

    /** Hides secrets from logs. */
    @Override
    public String toString() {
        return "FoundResources[" + files.size() + " files, " + texts.size() + " texts]";
    }
}
