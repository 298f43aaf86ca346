package dev.loadtest.engine.plan;

/** Which requests of a case hold it open and must meet their expectation. */
public sealed interface Tracking {

    record All() implements Tracking {}

    /** This many, one of each stratum. */
    record Count(long tracked) implements Tracking {}

    /** Each by chance, 0 to 100. */
    record Percent(double percent) implements Tracking {}
}
