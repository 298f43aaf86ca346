package dev.loadtest.engine.plan;

/** Which requests of a case are tracked. */
public sealed interface Tracking {

    record All() implements Tracking {}

    /** A number of requests, one of each stratum. */
    record Count(long tracked) implements Tracking {}

    /** Each request by chance, 0 to 100 percent. */
    record Percent(double percent) implements Tracking {}
}
