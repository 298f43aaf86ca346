package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.BlockState;
import java.util.Arrays;

/**
 * One block of one run, over all requests that are compared together. Its counts are two arrays: a comparison has up to
 * 2,560 cells of each run, with some hundred counts each. Confined to one thread.
 */
final class Cell {
    private static final int DIGITS = 2;

    /** Smallest latencies of the buckets in microseconds, ascending. */
    private long[] lows = new long[0];

    private long[] counts = new long[0];
    private int size;

    long sent;
    long failures;
    long sumMicros;

    void add(BlockState block) {
        sent += block.sent();
        failures += block.failures();
        sumMicros += block.response().sumMicros();
        LatencyHistogram.of(block.response(), DIGITS).forEachCount(this::add);
    }

    /** @param micros smallest latency of the bucket; cheap where it is the largest so far */
    void add(long micros, long count) {
        int at = size > 0 && lows[size - 1] < micros ? -size - 1 : Arrays.binarySearch(lows, 0, size, micros);
        if (at >= 0) {
            counts[at] += count;
        } else {
            insert(-at - 1, micros, count);
        }
    }

    private void insert(int at, long micros, long count) {
        if (size == lows.length) {
            int room = Math.max(16, size + size / 2);
            lows = Arrays.copyOf(lows, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(lows, at, lows, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        lows[at] = micros;
        counts[at] = count;
        size++;
    }

    /** Number of buckets in use. */
    int size() {
        return size;
    }

    /** Smallest latency of a bucket in use. */
    long low(int bucket) {
        return lows[bucket];
    }

    long count(int bucket) {
        return counts[bucket];
    }

    /** Number of response times. */
    long responses() {
        return Arrays.stream(counts, 0, size).sum();
    }
}
