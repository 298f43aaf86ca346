package dev.loadtest.operator.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Limits each LoadTest's status to one write a second. Any thread. */
final class StatusPace {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();

    boolean isDue(String uid, Instant now) {
        Instant last = written.get(uid);
        return last == null || !now.isBefore(last.plus(PACE));
    }

    void wrote(String uid, Instant now) {
        written.put(uid, now);
    }

    void forget(String uid) {
        written.remove(uid);
    }
}
