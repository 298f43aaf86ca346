package dev.loadtest.control.message;

import dev.loadtest.engine.plan.FileRef;
import java.util.List;

/** @param files sorted by name */
public record FilesFound(List<FileRef> files) {
    public FilesFound {
        files = List.copyOf(files);
    }
}
