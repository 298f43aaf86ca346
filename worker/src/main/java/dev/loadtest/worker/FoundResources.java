package dev.loadtest.worker;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.engine.rows.Rows;
import dev.loadtest.engine.run.request.Resources;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources of a plan, found on this machine or in this pod.
 *
 * @param rowFiles closed by its owner
 */
public record FoundResources(
        Map<FileRef, Path> files, Map<SecretRef, String> texts, RowFiles rowFiles, MaskedRows masked)
        implements Resources {
    public FoundResources {
        files = Map.copyOf(files);
        texts = Map.copyOf(texts);
    }

    /** Of a plan without rows. */
    public FoundResources(Map<FileRef, Path> files, Map<SecretRef, String> texts) {
        this(files, texts, RowFiles.NONE, MaskedRows.NONE);
    }

    /** Reads the first sensitive rows. */
    public static FoundResources of(
            LoadPlan plan, Map<FileRef, Path> files, Map<SecretRef, String> texts, RowFiles rows) {
        return new FoundResources(files, texts, rows, MaskedRows.of(plan, rows));
    }

    @Override
    public Path file(FileRef file) {
        return required(files.get(file), file);
    }

    @Override
    public String secret(SecretRef ref) {
        return required(texts.get(ref), ref);
    }

    @Override
    public Rows rows() {
        return rowFiles.rows(masked.rows());
    }

    @Override
    public Collection<String> maskedTexts() {
        return masked.texts();
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
