package dev.loadtest.operator.run;

import java.time.Duration;
import java.time.Instant;

/**
 * Repeated failure to drive a run.
 *
 * @param since time of the first of these attempts
 * @param last time of the latest one
 * @param why the latest failed, a sentence without a full stop
 * @param others progress of the run's checkpoint by other operators
 */
public record TakeoverFailure(Instant since, Instant last, String why, Progress others) {
    /** One attempt may take minutes where the API server is slow to refuse. */
    private static final Duration SAME = Duration.ofMinutes(5);

    static TakeoverFailure first(Instant at, String why, Progress others) {
        return new TakeoverFailure(at, at, why, others);
    }

    /**
     * Starts again after an outage of the API server, and after progress of another operator: being superseded is no
     * failure while the other one advances the run.
     */
    TakeoverFailure then(TakeoverFailure next) {
        boolean same = next.since().isBefore(last.plus(SAME)) && next.others().compareTo(others) <= 0;
        return same
                ? new TakeoverFailure(since, next.last(), next.why(), others)
                : new TakeoverFailure(next.since(), next.last(), next.why(), others.later(next.others()));
    }

    /** Duration of failed attempts. */
    public Duration lasted() {
        return Duration.between(since, last);
    }
}
