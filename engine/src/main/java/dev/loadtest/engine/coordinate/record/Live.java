package dev.loadtest.engine.coordinate.record;

import java.util.List;

/**
 * Live state of a run, merged over its workers.
 *
 * @param runningCases ids of the running cases
 * @param progress 0 to 100, including the elapsed share of running cases
 * @param sent scored requests so far
 * @param ended scored requests that have ended
 * @param failures scored requests that failed
 * @param perSecond sends in the last complete second
 * @param p99Micros of the tracked responses so far, 0 without any
 * @param workersLost number of workers lost so far, replaced or not
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
