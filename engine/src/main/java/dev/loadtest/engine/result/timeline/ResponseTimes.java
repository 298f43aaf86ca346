package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.latency.CountVisitor;
import dev.loadtest.engine.result.wire.TimelineState.Times;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Response times of one series in one stretch: an array of counts by bucket while the stretch lasts, then some hundred
 * bytes. A {@link dev.loadtest.engine.result.latency.LatencyHistogram} is deflated when packed, which takes the
 * sending loop 50 µs; with a histogram for every series and stretch, it would be late each second. Packing and joining
 * these takes a few microseconds. The maximum is exact.
 */
final class ResponseTimes {
    private static final byte[] NOTHING = {};
    private static final int FIRST_SIZE = 1 << 8;

    private final TimeBuckets buckets;

    /** By bucket, while many values are recorded; the bytes are empty then. */
    private long @Nullable [] open;

    /** Shared by copies, never written to. */
    private byte[] packed = NOTHING;

    private long count;
    private long maxMicros;

    ResponseTimes(TimeBuckets buckets) {
        this.buckets = buckets;
    }

    /** Records a response time; one of more than an hour counts as an hour. */
    void record(long nanos) {
        long micros = TimeBuckets.micros(nanos);
        int bucket = buckets.of(micros);
        opened(bucket)[bucket]++;
        count++;
        maxMicros = Math.max(maxMicros, micros);
    }

    /** @param other with equal buckets */
    void add(ResponseTimes other) {
        if (other.count == 0) {
            return;
        }
        if (open != null) {
            CountBytes.forEach(other.bytes(), (bucket, n) -> opened((int) bucket)[(int) bucket] += n);
        } else {
            packed = count == 0 ? other.bytes() : CountBytes.sum(packed, other.bytes());
        }
        count += other.count;
        maxMicros = Math.max(maxMicros, other.maxMicros);
    }

    ResponseTimes copy() {
        ResponseTimes copy = new ResponseTimes(buckets);
        copy.packed = bytes();
        copy.count = count;
        copy.maxMicros = maxMicros;
        return copy;
    }

    /** Goes over to bytes; values recorded later open it again. */
    void pack() {
        packed = bytes();
        open = null;
    }

    long count() {
        return count;
    }

    long maxMicros() {
        return maxMicros;
    }

    /**
     * Microseconds at these percentiles, at most the maximum, as HdrHistogram defines them; 0 without any.
     *
     * @param percentiles in ascending order
     */
    long[] valuesAt(double... percentiles) {
        long[] values = new long[percentiles.length];
        int[] next = {0};
        long[] passed = {0};
        CountBytes.forEach(bytes(), (bucket, n) -> {
            passed[0] += n;
            while (next[0] < percentiles.length && passed[0] >= rank(percentiles[next[0]])) {
                values[next[0]++] = Math.min(buckets.highest((int) bucket), maxMicros);
            }
        });
        return values;
    }

    private long rank(double percentile) {
        return Math.max(1, (long) Math.ceil(Math.nextDown(percentile) * count / 100));
    }

    /** Visits the middle of each bucket in use, in microseconds, and its count. */
    void forEach(CountVisitor visitor) {
        CountBytes.forEach(bytes(), (bucket, n) -> visitor.visit(buckets.middle((int) bucket), n));
    }

    Times state() {
        return new Times(Base64.getEncoder().encodeToString(bytes()), maxMicros);
    }

    /** @throws IllegalArgumentException if these are not counts by bucket */
    static ResponseTimes of(Times state, TimeBuckets buckets) {
        ResponseTimes times = new ResponseTimes(buckets);
        times.packed = Base64.getDecoder().decode(state.counts());
        times.count = CountBytes.check(times.packed, buckets.count());
        if (state.maxMicros() < 0 || state.maxMicros() > TimeBuckets.HIGHEST_MICROS) {
            throw new IllegalArgumentException("a response time of " + state.maxMicros() + " µs");
        }
        times.maxMicros = state.maxMicros();
        return times;
    }

    private byte[] bytes() {
        return open == null ? packed : CountBytes.of(open);
    }

    private long[] opened(int bucket) {
        long[] counts = open;
        if (counts == null) {
            long[] fresh = new long[Math.max(FIRST_SIZE, size(bucket))];
            open = fresh;
            byte[] before = packed;
            packed = NOTHING;
            CountBytes.forEach(before, (old, n) -> opened((int) old)[(int) old] = n);
            return opened(bucket);
        }
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, size(bucket));
            open = counts;
        }
        return counts;
    }

    /** Short responses need few buckets. */
    private int size(int bucket) {
        return Math.min(buckets.count(), Integer.highestOneBit(bucket | 1) << 1);
    }
}
