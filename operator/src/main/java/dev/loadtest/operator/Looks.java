package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When each LoadTest was to be reconciled next: shows a timer that never fired, and a deletion that was never reported. Any
 * thread.
 */
final class Looks {
    /** A reconciliation may wait this long for a thread and the API server. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final InstantSource clock;
    /** By UID. */
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    /** @param due when the next reconciliation is due; {@link Instant#MAX} if only an event brings it */
    private record Look(LoadTest test, Instant due) {}

    Looks(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * It is being reconciled, or was.
     *
     * @param next time until the next reconciliation; empty if only an event brings it
     */
    void looked(LoadTest test, Optional<Duration> next) {
        looks.put(uid(test), new Look(test, next.map(clock.instant()::plus).orElse(Instant.MAX)));
    }

    /** Its timer is known to be dropped. */
    void dropped(LoadTest test) {
        looks.put(uid(test), new Look(test, Instant.MIN));
    }

    void forget(LoadTest test) {
        looks.remove(uid(test));
    }

    /** Whether it was to be reconciled before now. */
    boolean isOverdue(LoadTest test) {
        Look look = looks.get(uid(test));
        return look != null && look.due().isBefore(clock.instant().minus(GRACE));
    }

    /** Those that were reconciled and are not among the LoadTests that exist. */
    List<LoadTest> missing(Stream<LoadTest> existing) {
        Set<String> uids = existing.map(Looks::uid).collect(Collectors.toSet());
        return looks.values().stream()
                .map(Look::test)
                .filter(test -> !uids.contains(uid(test)))
                .toList();
    }

    private static String uid(LoadTest test) {
        return Objects.requireNonNull(test.getMetadata().getUid());
    }
}
