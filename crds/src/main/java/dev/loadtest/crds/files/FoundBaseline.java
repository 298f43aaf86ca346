package dev.loadtest.crds.files;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.ComparedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run that {@code spec.baseline} names.
 *
 * @param source {@code configmap/NAME}, or a file
 * @param run null with problems, or if only the other place, cluster or machine, can read it
 * @param problems with paths relative to {@code spec.baseline}
 */
public record FoundBaseline(String source, @Nullable ComparedRun run, List<Problem> problems) {
    /** Only the other place, cluster or machine, can read it. */
    public static final FoundBaseline ELSEWHERE = new FoundBaseline("", null, List.of());

    public FoundBaseline {
        problems = List.copyOf(problems);
    }

    public static FoundBaseline of(String source, ComparedRun run) {
        return new FoundBaseline(source, run, List.of());
    }

    /** Why no run can be compared with it, so that every limit would be undecided; empty if runs can. */
    public String flaw() {
        if (run == null) {
            return "";
        }
        if (run.verdict() != Verdict.PASSED && run.verdict() != Verdict.FAILED) {
            return "the verdict of the run in " + source + " is "
                    + run.verdict().label()
                    + ", so that its numbers cannot be compared with; name a run that Passed or Failed";
        }
        return run.blocks().isEmpty()
                ? "the results in " + source + " hold no blocks to compare with: they were written by an older version,"
                        + " or left out to fit a ConfigMap; name the results of another run"
                : "";
    }

    public static FoundBaseline none(String field, String message) {
        return new FoundBaseline("", null, List.of(new Problem(field, message)));
    }
}
