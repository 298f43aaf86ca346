package dev.loadtest.operator.run;

import java.time.Duration;
import java.time.Instant;

/**
 * That a run cannot be driven for now, attempt after attempt.
 *
 * @param since when the first of these attempts was made
 * @param last when the last one was
 * @param why that one failed, a sentence without a full stop
 * @param others how far other operators had brought the run's checkpoint
 */
public record TakeoverFailure(Instant since, Instant last, String why, Progress others) {
    /** One attempt may take minutes where the API server is slow to refuse. */
    private static final Duration SAME = Duration.ofMinutes(5);

    static TakeoverFailure first(Instant at, String why, Progress others) {
        return new TakeoverFailure(at, at, why, others);
    }

    /**
     * Nobody tries while the API server is away, and what was before that is no part of it. Nor is what was before another
     * operator drove the run: that one is superseded is no trouble while the other gets on.
     */
    TakeoverFailure then(TakeoverFailure next) {
        boolean same = next.since().isBefore(last.plus(SAME)) && next.others().compareTo(others) <= 0;
        return same
                ? new TakeoverFailure(since, next.last(), next.why(), others)
                : new TakeoverFailure(next.since(), next.last(), next.why(), others.later(next.others()));
    }

    /** How long it is tried in vain. */
    public Duration lasted() {
        return Duration.between(since, last);
    }
}
