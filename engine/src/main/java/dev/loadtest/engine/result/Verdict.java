package dev.loadtest.engine.result;

/** Verdict of a run: the first that applies, in this order. */
public enum Verdict {
    ERROR("Error"),
    ABORTED("Aborted"),
    INVALID("Invalid"),
    FAILED("Failed"),
    PASSED("Passed");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** The name in status and results. */
    public String label() {
        return label;
    }
}
