package dev.loadtest.crds.files;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.RowTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Source of a manifest's files: a folder on one machine, ConfigMaps and volumes in a cluster. */
public interface FileSource {

    /**
     * Finds and identifies the files of a set. Reports errors of users and environment as problems, never as
     * exceptions.
     */
    Found find(FileSetSpec set);

    /**
     * Reads the rows of a set; by default only a worker can.
     *
     * @param found its files, found without problems
     */
    default Rows rows(FileSetSpec set, Found found) {
        return Rows.UNKNOWN;
    }

    /** Finds the run that a LoadTest is compared with; by default it is visible only in the other place, cluster or machine. */
    default FoundBaseline baseline(BaselineSpec baseline) {
        return FoundBaseline.ELSEWHERE;
    }

    /**
     * Rows of a set.
     *
     * @param table null if there are problems, or only a worker can read them
     * @param problems with paths relative to the set
     */
    record Rows(@Nullable RowTable table, List<Problem> problems) {
        /** Only a worker can read them. */
        public static final Rows UNKNOWN = new Rows(null, List.of());

        public Rows {
            problems = List.copyOf(problems);
        }

        public static Rows bad(String field, String message) {
            return new Rows(null, List.of(new Problem(field, message)));
        }
    }

    /** A file and its location. */
    record Located(FileRef ref, Path path) {}

    /**
     * The result.
     *
     * @param files sorted by name; not empty if there are no problems
     * @param problems with paths relative to the set, such as {@code path}
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
