package dev.loadtest.engine.plan;

import java.util.List;

/** A named set of files, sorted by name. */
public record FileSet(String name, List<FileRef> files) {
    public FileSet {
        files = List.copyOf(files);
    }
}
