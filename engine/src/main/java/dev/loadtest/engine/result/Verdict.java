package dev.loadtest.engine.result;

/** How a run ended; the first that applies, in this order. */
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

    /** As status and results write it. */
    public String label() {
        return label;
    }
}
