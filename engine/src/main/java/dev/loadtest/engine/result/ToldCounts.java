package dev.loadtest.engine.result;

import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.wire.SpreadState;
import dev.loadtest.engine.result.wire.TallyState;
import java.util.List;
import java.util.Map;

/** Validates counts from another process, which is not trusted. Pure. */
final class ToldCounts {
    /** Sums of such counts never overflow: a thousand million requests a second for a day are fewer. */
    private static final long MAX_COUNT = 1L << 47;

    /** A petabyte: no worker moves more in one case. */
    private static final long MAX_BYTES = 1L << 50;

    private static final int MAX_NAMES = 100;
    /** Status codes are checked one by one. */
    private static final int MAX_STATUS = 999;

    private ToldCounts() {}

    /** @throws IllegalArgumentException if no worker can have them */
    static void check(TallyState told) {
        Counts counts = told.counts();
        check(counts.planned(), counts.sent(), counts.succeeded());
        check(counts.timeouts(), counts.unresolved(), counts.late());
        for (Map<?, Long> named : List.of(counts.notSent(), counts.errors())) {
            named.values().forEach(ToldCounts::check);
        }
        if (counts.notSent().size() > MAX_NAMES || counts.errors().size() > MAX_NAMES) {
            throw new IllegalArgumentException("more than " + MAX_NAMES + " reasons or causes");
        }
        checkCodes(counts.status());
        checkCodes(counts.unexpectedByStatus());
        for (long bytes : new long[] {told.bytesSent(), told.bytesReceived()}) {
            if (bytes < 0 || bytes > MAX_BYTES) {
                throw new IllegalArgumentException(bytes + " bytes");
            }
        }
        for (SpreadState spread : List.of(told.connect(), told.held(), told.lateness())) {
            check(spread.count());
            if (spread.sumMicros() < 0 || spread.maxMicros() < 0) {
                throw new IllegalArgumentException("a spread below 0");
            }
        }
    }

    private static void checkCodes(Map<Integer, Long> byCode) {
        byCode.values().forEach(ToldCounts::check);
        if (byCode.keySet().stream().anyMatch(code -> code < 0 || code > MAX_STATUS)) {
            throw new IllegalArgumentException("a status that HTTP has not");
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
