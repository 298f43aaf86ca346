package dev.loadtest.engine.plan;

/** How many tracked requests of a case may fail. */
public sealed interface FailureLimit {

    record Count(long failures) implements FailureLimit {}

    /** Of the tracked requests, rounded down; 0 to 100. */
    record Percent(double percent) implements FailureLimit {}

    /** The most failures that are allowed of {@code tracked} requests. */
    default long allowed(long tracked) {
        return switch (this) {
            case Count count -> count.failures();
            case Percent percent -> (long) Math.floor(tracked * percent.percent() / 100 + 1e-9);
        };
    }
}
