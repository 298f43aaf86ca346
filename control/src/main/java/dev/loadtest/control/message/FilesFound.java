package dev.loadtest.control.message;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.RowTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a set.
 *
 * @param files sorted by name
 * @param rows null unless they were asked for
 */
public record FilesFound(List<FileRef> files, @Nullable RowTable rows) {
    public FilesFound {
        files = List.copyOf(files);
    }
}
