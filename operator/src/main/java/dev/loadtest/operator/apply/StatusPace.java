package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Holds the status of a run that only goes on to one write a second; what changes its state is written at once. Any thread. */
final class StatusPace {
    /** A little less than a second, so that a look every second is not put off to the next. */
    private static final Duration PACE = Duration.ofMillis(950);

    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();

    boolean isDue(String uid, LoadTestStatus before, LoadTestStatus after, Instant now) {
        Instant last = written.get(uid);
        return last == null || before.state() != after.state() || !now.isBefore(last.plus(PACE));
    }

    void wrote(String uid, Instant now) {
        written.put(uid, now);
    }

    void forget(String uid) {
        written.remove(uid);
    }
}
