package dev.loadtest.engine.result.latency;

import java.util.Arrays;

/**
 * Latencies in the buckets of Prometheus' histograms, in seconds. Immutable; use {@link Builder}.
 *
 * <p>Native buckets have the factor {@code 2^(1/32)} (schema 5): bucket {@code i} holds latencies above
 * {@code 2^((i-1)/32)} s, up to {@code 2^(i/32)} s. A quantile lies in the bucket of the exact one, hence within 2.2 % of
 * it. A {@link LatencyHistogram} distributes its counts by the smallest latency of each of its own buckets, which adds
 * less than 0.1 %.
 */
public final class LatencyBuckets {
    /** Schema of the native buckets: the factor from bound to bound is {@code 2^(2^-SCHEMA)}. */
    public static final int SCHEMA = 5;

    private static final int PER_DOUBLING = 1 << SCHEMA;
    private static final double MICROS = 1e6;
    private static final double LOG_2 = Math.log(2);
    /** Inclusive upper bounds of the classic buckets in microseconds; one bucket without a bound follows. */
    private static final long[] BOUNDS = {
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        75_000,
        100_000,
        150_000,
        250_000,
        500_000,
        750_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000,
        60_000_000
    };
    /** Index of the native bucket of a microsecond, the smallest latency above 0. */
    private static final int FIRST = index(1);

    private static final int LAST = index(HistogramCodec.HIGHEST_MICROS);

    /** After the constants that it is built from. */
    public static final LatencyBuckets NONE = new Builder().build();

    private final int[] indexes;
    private final long[] counts;
    private final long[] classic;
    private final long zeros;
    private final long sumMicros;

    private LatencyBuckets(int[] indexes, long[] counts, long[] classic, long zeros, long sumMicros) {
        this.indexes = indexes;
        this.counts = counts;
        this.classic = classic;
        this.zeros = zeros;
        this.sumMicros = sumMicros;
    }

    public static LatencyBuckets of(LatencyHistogram histogram) {
        return new Builder().add(histogram).build();
    }

    private static int index(long micros) {
        return (int) Math.ceil(Math.log(micros / MICROS) / LOG_2 * PER_DOUBLING);
    }

    /** Inclusive upper bounds of the classic buckets in seconds, ascending, the last infinite; a copy. */
    public static double[] bounds() {
        double[] seconds = new double[BOUNDS.length + 1];
        Arrays.setAll(seconds, i -> i < BOUNDS.length ? BOUNDS[i] / MICROS : Double.POSITIVE_INFINITY);
        return seconds;
    }

    /** Counts of the classic buckets, not cumulative; a copy. */
    public long[] classic() {
        return classic.clone();
    }

    /** Indexes of the non-empty native buckets, ascending; a copy. */
    public int[] indexes() {
        return indexes.clone();
    }

    /** Counts of the buckets of {@link #indexes()}; a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** Latencies below a microsecond. */
    public long zeros() {
        return zeros;
    }

    /** Exact. */
    public double sumSeconds() {
        return sumMicros / MICROS;
    }

    public long count() {
        return zeros + Arrays.stream(counts).sum();
    }

    /** These latencies without some of them. */
    public LatencyBuckets without(LatencyBuckets part) {
        Builder rest = new Builder();
        rest.add(this, 1);
        rest.add(part, -1);
        return rest.build();
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        return 96 + indexes.length * (Integer.BYTES + Long.BYTES) + classic.length * Long.BYTES;
    }

    /** Adds histograms up. Confined to one thread. */
    public static final class Builder {
        private final long[] counts = new long[LAST - FIRST + 1];
        private final long[] classic = new long[BOUNDS.length + 1];
        private long zeros;
        private long sumMicros;

        public Builder add(LatencyHistogram histogram) {
            histogram.forEachCount(this::add);
            sumMicros += histogram.sumMicros();
            return this;
        }

        private void add(long micros, long count) {
            if (micros == 0) {
                zeros += count;
            } else {
                counts[Math.min(index(micros), LAST) - FIRST] += count;
            }
            int bound = Arrays.binarySearch(BOUNDS, micros);
            classic[bound < 0 ? -bound - 1 : bound] += count;
        }

        private void add(LatencyBuckets other, int sign) {
            for (int i = 0; i < other.indexes.length; i++) {
                counts[other.indexes[i] - FIRST] += sign * other.counts[i];
            }
            for (int i = 0; i < classic.length; i++) {
                classic[i] += sign * other.classic[i];
            }
            zeros += sign * other.zeros;
            sumMicros += sign * other.sumMicros;
        }

        public LatencyBuckets build() {
            int size = (int) Arrays.stream(counts).filter(count -> count != 0).count();
            int[] indexes = new int[size];
            long[] full = new long[size];
            int at = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] != 0) {
                    indexes[at] = FIRST + i;
                    full[at++] = counts[i];
                }
            }
            return new LatencyBuckets(indexes, full, classic.clone(), zeros, sumMicros);
        }
    }
}
