package dev.loadtest.crds.manifest;

import dev.loadtest.crds.model.LoadTestSpec;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that was read.
 *
 * @param name of the LoadTest; a generated name's prefix stands for it
 * @param spec what of it fits the model; null where there is nothing to go on with. Where there are problems, fields that the
 *     model requires may be null: those have been reported
 * @param problems all that is wrong with its form
 * @param order problems as their fields stand in the document
 */
public record Manifest(String name, @Nullable LoadTestSpec spec, List<Problem> problems, Comparator<Problem> order) {

    /** A document that cannot be looked into. */
    static Manifest unreadable(List<Problem> problems) {
        return new Manifest("", null, problems, (a, b) -> 0);
    }

    public Manifest {
        problems = List.copyOf(problems);
    }
}
