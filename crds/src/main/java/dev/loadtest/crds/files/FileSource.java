package dev.loadtest.crds.files;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.nio.file.Path;
import java.util.List;

/** Where a manifest's files come from: a folder on one machine, ConfigMaps and volumes in a cluster. */
public interface FileSource {

    /** Finds and pins the files of a set. Never throws for what a user or the world did wrong. */
    Found find(FileSetSpec set);

    /** A pinned file and where it lies. */
    record Located(FileRef ref, Path path) {}

    /**
     * What was found.
     *
     * @param files in order of their names; not empty where there are no problems
     * @param problems their paths are relative to the set, such as {@code path}
     */
    record Found(List<Located> files, List<Problem> problems) {
        public Found {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }

        public static Found none(String field, String message) {
            return new Found(List.of(), List.of(new Problem(field, message)));
        }
    }
}
