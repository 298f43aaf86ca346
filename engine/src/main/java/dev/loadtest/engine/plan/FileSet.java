package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of files, sorted by name.
 *
 * @param rows null where no value is a row of it, or its files are not known yet
 */
public record FileSet(
        String name, List<FileRef> files, @Nullable RowTable rows) {
    public FileSet {
        files = List.copyOf(files);
    }

    /** Files without rows. */
    public FileSet(String name, List<FileRef> files) {
        this(name, files, null);
    }
}
