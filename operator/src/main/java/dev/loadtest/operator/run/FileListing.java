package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.FileSet;
import java.util.List;

/** What became of asking a worker for the files of volumes. */
public sealed interface FileListing {

    /** The worker still reads them. */
    record Underway() implements FileListing {}

    /** @param sets those that come from volumes, each with its files in order of their names */
    record Listed(List<FileSet> sets) implements FileListing {
        public Listed {
            sets = List.copyOf(sets);
        }
    }

    /** @param why a sentence without a full stop */
    record Failed(String why) implements FileListing {}
}
