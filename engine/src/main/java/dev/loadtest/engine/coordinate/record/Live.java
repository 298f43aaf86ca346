package dev.loadtest.engine.coordinate.record;

import java.util.List;

/**
 * A look at a running run, merged over its workers.
 *
 * @param runningCases the ids of the cases under way
 * @param progress 0 to 100, the running case's elapsed share included
 * @param sent scored requests so far
 * @param ended scored requests that have ended
 * @param failures scored requests that failed
 * @param perSecond sends in the last whole second
 * @param p99Micros of the tracked responses so far, 0 without any
 * @param workersLost how many were lost so far, whether or not others came in their places
 */
public record Live(
        State state,
        List<String> runningCases,
        double progress,
        long sent,
        long ended,
        long inFlight,
        long failures,
        double perSecond,
        long p99Micros,
        int workersLost) {

    public enum State {
        STARTING,
        RUNNING,
        SUSPENDED,
        DRAINING,
        COMPLETED
    }

    public Live {
        runningCases = List.copyOf(runningCases);
    }
}
