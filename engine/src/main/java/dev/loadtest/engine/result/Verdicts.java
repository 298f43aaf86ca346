package dev.loadtest.engine.result;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From reasons to a verdict; pure. */
public final class Verdicts {
    private Verdicts() {}

    /**
     * What speaks against a run, a sentence each.
     *
     * @param errors the tool or the cluster broke
     * @param aborts it was ended: stop, deadline, the loss of a worker
     * @param invalid the generator could not send what was asked, or lost data
     * @param failures cases and thresholds that failed
     * @param notes what speaks against nothing, and belongs into the message all the same
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

    /** All reasons and notes, each once, those that decide first; empty for a passed run of which nothing is to be noted. */
    public static String message(Reasons reasons) {
        return Stream.of(reasons.errors(), reasons.aborts(), reasons.invalid(), reasons.failures(), reasons.notes())
                .flatMap(List::stream)
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
