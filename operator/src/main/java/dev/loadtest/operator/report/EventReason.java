package dev.loadtest.operator.report;

/** Reasons of a LoadTest's events; docs/operations.md explains each. */
public enum EventReason {
    INVALID_SPEC("InvalidSpec", true),
    QUEUED("Queued", false),
    STARTED("Started", false),
    WORKERS_NOT_READY("WorkersNotReady", true),
    RUNNING("Running", false),
    TAKEN_OVER("TakenOver", false),
    SUSPENDED("Suspended", false),
    RESUMED("Resumed", false),
    STOPPING("Stopping", false),
    PASSED("Passed", false),
    NOT_PASSED("NotPassed", true);

    private final String label;
    private final boolean warning;

    EventReason(String label, boolean warning) {
        this.label = label;
        this.warning = warning;
    }

    public String label() {
        return label;
    }

    public boolean warning() {
        return warning;
    }
}
