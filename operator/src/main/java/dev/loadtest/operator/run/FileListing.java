package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.FileSet;
import java.util.List;

/** State of a request to list the files of volumes and Secrets. */
public sealed interface FileListing {

    /** The worker is still reading. */
    record Underway() implements FileListing {}

    /** @param sets those on volumes, each with its files sorted by name */
    record Listed(List<FileSet> sets) implements FileListing {
        public Listed {
            sets = List.copyOf(sets);
        }
    }

    /** @param why a sentence without a full stop */
    record Failed(String why) implements FileListing {}
}
