package dev.loadtest.operator.run;

import java.time.Duration;
import java.time.Instant;

/**
 * That a run cannot be driven for now, attempt after attempt.
 *
 * @param since when the first of these attempts was made
 * @param last when the last one was
 * @param why that one failed, a sentence without a full stop
 */
public record Trouble(Instant since, Instant last, String why) {
    /** One attempt may take minutes where the API server is slow to refuse. */
    private static final Duration SAME = Duration.ofMinutes(5);

    static Trouble first(Instant at, String why) {
        return new Trouble(at, at, why);
    }

    /** Nobody tries while the API server is away, and what was before that is no part of it. */
    Trouble then(Trouble next) {
        boolean same = next.since().isBefore(last.plus(SAME));
        return same ? new Trouble(since, next.last(), next.why()) : next;
    }

    /** How long it is tried in vain. */
    public Duration lasted() {
        return Duration.between(since, last);
    }
}
