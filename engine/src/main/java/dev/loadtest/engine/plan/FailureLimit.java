package dev.loadtest.engine.plan;

/** Allowed number of failed tracked requests of a case. */
public sealed interface FailureLimit {

    record Count(long failures) implements FailureLimit {}

    /** Percentage of the tracked requests, rounded down; 0 to 100. */
    record Percent(double percent) implements FailureLimit {}

    /** Allowed failures of {@code tracked} requests. */
    default long allowed(long tracked) {
        return switch (this) {
            case Count count -> count.failures();
            case Percent percent -> (long) Math.floor(tracked * percent.percent() / 100 + 1e-9);
        };
    }
}
