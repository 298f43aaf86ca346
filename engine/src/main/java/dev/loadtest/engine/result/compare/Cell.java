package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.LatencyHistogram;
import dev.loadtest.engine.result.wire.BlockState;
import java.util.TreeMap;

/** One block of one run, over all requests that are compared together. Confined to one thread. */
final class Cell {
    private static final int DIGITS = 2;

    /** Counts by the smallest latency of their bucket, in microseconds. */
    final TreeMap<Long, Long> counts = new TreeMap<>();

    long sent;
    long failures;
    long sumMicros;

    void add(BlockState block) {
        sent += block.sent();
        failures += block.failures();
        sumMicros += block.response().sumMicros();
        LatencyHistogram.of(block.response(), DIGITS).forEachCount(this::add);
    }

    /** @param micros smallest latency of the bucket */
    void add(long micros, long count) {
        counts.merge(micros, count, Long::sum);
    }
}
