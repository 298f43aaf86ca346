package dev.loadtest.engine.result;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives the verdict from reasons; pure. */
public final class Verdicts {
    private Verdicts() {}

    /**
     * Reasons against a run, one sentence each.
     *
     * @param errors failures of the tool or the cluster
     * @param aborts early ends: stop, deadline, loss of a worker
     * @param invalid the generator could not send what was planned, or lost data
     * @param failures failed cases and thresholds
     * @param notes without effect on the verdict, but part of the message
     */
    public record Reasons(
            List<String> errors, List<String> aborts, List<String> invalid, List<String> failures, List<String> notes) {
        public Reasons {
            errors = List.copyOf(errors);
            aborts = List.copyOf(aborts);
            invalid = List.copyOf(invalid);
            failures = List.copyOf(failures);
            notes = List.copyOf(notes);
        }
    }

    /** The first that applies. */
    public static Verdict verdict(Reasons reasons) {
        if (!reasons.errors().isEmpty()) {
            return Verdict.ERROR;
        }
        if (!reasons.aborts().isEmpty()) {
            return Verdict.ABORTED;
        }
        if (!reasons.invalid().isEmpty()) {
            return Verdict.INVALID;
        }
        return reasons.failures().isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    }

    /** All reasons and notes, each once, in order of precedence; empty for a passed run without notes. */
    public static String message(Reasons reasons) {
        return Stream.of(reasons.errors(), reasons.aborts(), reasons.invalid(), reasons.failures(), reasons.notes())
                .flatMap(List::stream)
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
