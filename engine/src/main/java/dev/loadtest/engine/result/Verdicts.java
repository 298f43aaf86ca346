package dev.loadtest.engine.result;

import java.util.List;

/** From reasons to a verdict; pure. */
public final class Verdicts {
    private Verdicts() {}

    /** What speaks against a run, a sentence each. */
    public record Reasons(List<String> errors, List<String> aborts, List<String> invalid, List<String> failures) {
        public Reasons {
            errors = List.copyOf(errors);
            aborts = List.copyOf(aborts);
            invalid = List.copyOf(invalid);
            failures = List.copyOf(failures);
        }
    }

    public static Verdict verdict(Reasons reasons) {
        throw new UnsupportedOperationException();
    }

    /** All reasons, those that decide first. */
    public static String message(Reasons reasons) {
        throw new UnsupportedOperationException();
    }
}
