package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.SpreadState;
import dev.loadtest.engine.result.wire.TallyState;
import java.util.List;
import java.util.Map;

/** Validates counts from another process, which is not trusted. Pure. */
final class ToldCounts {
    /** Sums of such counts never overflow: a thousand million requests a second for a day are fewer. */
    private static final long MAX_COUNT = 1L << 47;

    private static final int MAX_NAMES = 100;
    /** Status codes are checked one by one. */
    private static final int MAX_STATUS = 999;

    private ToldCounts() {}

    /** @throws IllegalArgumentException if no worker can have them */
    static void check(TallyState told) {
        check(told.planned(), told.sent(), told.succeeded(), told.unexpected());
        check(told.timeouts(), told.unresolved(), told.late());
        for (Map<?, Long> counts : List.of(told.notSent(), told.errors(), told.status())) {
            counts.values().forEach(ToldCounts::check);
        }
        if (told.notSent().size() > MAX_NAMES || told.errors().size() > MAX_NAMES) {
            throw new IllegalArgumentException("more than " + MAX_NAMES + " reasons or causes");
        }
        if (told.status().keySet().stream().anyMatch(code -> code < 0 || code > MAX_STATUS)) {
            throw new IllegalArgumentException("a status that HTTP has not");
        }
        for (SpreadState spread : List.of(told.connect(), told.held(), told.lateness())) {
            check(spread.count());
            if (spread.sumMicros() < 0 || spread.maxMicros() < 0) {
                throw new IllegalArgumentException("a spread below 0");
            }
        }
    }

    private static void check(long... counts) {
        for (long count : counts) {
            if (count < 0 || count > MAX_COUNT) {
                throw new IllegalArgumentException("a count of " + count);
            }
        }
    }
}
