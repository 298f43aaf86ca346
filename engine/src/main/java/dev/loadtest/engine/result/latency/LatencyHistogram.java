package dev.loadtest.engine.result.latency;

import dev.loadtest.engine.result.wire.HistogramState;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Latencies from 0 to an hour in microseconds, to 3 significant digits; count, sum, mean and maximum are exact. Merging
 * adds integers, so that any order and grouping gives the same bits. Confined to one thread; a copy may be passed on.
 *
 * <p>An empty one holds no buckets, one of up to {@value FewValues#MOST} latencies just these, a full one about 100 kB, a
 * {@linkplain #pack() packed} one a few kB.
 */
public final class LatencyHistogram {
    private static final int DIGITS = 3;
    private static final int HEADER_BYTES = 64;

    private final int digits;
    /** At most one of these two holds the counts; neither if there are none. */
    private @Nullable Histogram open;

    private @Nullable PackedCounts packed;
    /** Whether {@link #packed} only lists few latencies, and opens with the next beyond these. */
    private boolean few;

    private long count;
    private long sumMicros;
    private long maxMicros;
    private long clamped;

    public LatencyHistogram() {
        this(DIGITS);
    }

    /** @param digits significant digits, 2 or 3; only histograms with equal digits can be merged */
    public LatencyHistogram(int digits) {
        this.digits = digits;
    }

    /** Records a latency, rounded to microseconds; negative ones count as 0, longer ones as an hour. */
    public void recordNanos(long nanos) {
        long micros = micros(nanos);
        if (micros > HistogramCodec.HIGHEST_MICROS) {
            micros = HistogramCodec.HIGHEST_MICROS;
            clamped++;
        }
        count++;
        sumMicros += micros;
        maxMicros = Math.max(maxMicros, micros);
        if (few && count > FewValues.MOST) {
            open();
        }
        if (open != null) {
            open.recordValue(micros);
        } else if (packed != null) {
            packed.record(few ? HistogramCodec.lowest(micros, digits) : micros);
        } else {
            list().record(HistogramCodec.lowest(micros, digits));
        }
    }

    /**
     * Records a latency several times.
     *
     * @param micros 0 to an hour
     */
    public void recordMicros(long micros, long times) {
        count += times;
        sumMicros += micros * times;
        maxMicros = Math.max(maxMicros, micros);
        open();
        if (packed != null) {
            Histogram mine = packed.unpacked();
            mine.recordValueWithCount(micros, times);
            packed = PackedCounts.of(mine);
        } else {
            opened().recordValueWithCount(micros, times);
        }
    }

    /** Nanoseconds in microseconds, rounded to the nearest, at least 0. */
    public static long micros(long nanos) {
        return nanos <= 0 ? 0 : nanos / 1000 + (nanos % 1000 >= 500 ? 1 : 0);
    }

    public void add(LatencyHistogram other) {
        if (other.digits != digits) {
            throw new IllegalArgumentException("histograms of " + digits + " and " + other.digits + " digits");
        }
        if (other.count == 0) {
            return;
        }
        if (other.few && (few || packed == null && open == null) && count + other.count <= FewValues.MOST) {
            (few ? packed : list()).addListed(other.packed);
        } else {
            open();
            if (packed != null) {
                Histogram mine = packed.unpacked();
                other.addTo(mine);
                packed = PackedCounts.of(mine);
            } else {
                other.addTo(opened());
            }
        }
        count += other.count;
        sumMicros += other.sumMicros;
        maxMicros = Math.max(maxMicros, other.maxMicros);
        clamped += other.clamped;
    }

    private void addTo(Histogram sum) {
        if (packed != null) {
            packed.addTo(sum);
        } else if (open != null) {
            sum.add(open);
        }
    }

    public LatencyHistogram copy() {
        LatencyHistogram copy = new LatencyHistogram(digits);
        copy.open = open == null ? null : open.copy();
        copy.packed = packed == null ? null : packed.copy();
        copy.few = few;
        copy.count = count;
        copy.sumMicros = sumMicros;
        copy.maxMicros = maxMicros;
        copy.clamped = clamped;
        return copy;
    }

    /** Percentiles to 3 significant digits, at most the exact maximum; the mean is exact. */
    public Percentiles percentiles() {
        if (count == 0) {
            return Percentiles.NONE;
        }
        Histogram counts = view();
        return new Percentiles(
                count,
                at(counts, 50),
                at(counts, 90),
                at(counts, 95),
                at(counts, 99),
                at(counts, 99.9),
                maxMicros,
                mean());
    }

    /** The latency in microseconds at this percentile; 0 without any. */
    public double valueAt(double percentile) {
        return count == 0 ? 0 : at(view(), percentile);
    }

    /** Visits the counts without unpacking them; a bucket may be visited in several parts. */
    public void forEachCount(CountVisitor visitor) {
        if (packed != null) {
            packed.forEach(visitor);
        } else if (open != null) {
            Histogram counts = open;
            for (HistogramIterationValue bucket : counts.recordedValues()) {
                visitor.visit(
                        counts.lowestEquivalentValue(bucket.getValueIteratedTo()),
                        bucket.getCountAddedInThisIterationStep());
            }
        }
    }

    public long count() {
        return count;
    }

    /** Exact. */
    public long sumMicros() {
        return sumMicros;
    }

    /** Number of latencies longer than an hour. */
    public long clamped() {
        return clamped;
    }

    public long maxMicros() {
        return maxMicros;
    }

    /** Microseconds; 0 without any. */
    public double mean() {
        return count == 0 ? 0 : (double) sumMicros / count;
    }

    /** Switches permanently to the packed form, which still accepts values and merges, but slower. */
    public void pack() {
        few = false;
        if (packed == null) {
            packed = open == null ? PackedCounts.empty(digits) : PackedCounts.of(open);
            open = null;
        }
    }

    /** HdrHistogram's V2 compressed form in base64, without exact sum and maximum: see {@link #state()}. */
    public String encode() {
        byte[] bytes = packed != null && !few ? packed.encoded() : HistogramCodec.encode(view());
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Decodes {@link #encode()}; sum and maximum have the resolution of its buckets.
     *
     * @throws IllegalArgumentException if it is not a histogram of ours
     */
    public static LatencyHistogram decode(String encoded) {
        byte[] bytes = Base64.getDecoder().decode(encoded);
        EncodedCounts.Summary summary = EncodedCounts.check(bytes);
        LatencyHistogram result = new LatencyHistogram(summary.digits());
        result.packed = PackedCounts.ofChecked(summary.digits(), bytes);
        result.count = summary.count();
        result.sumMicros = summary.sumMicros();
        result.maxMicros = summary.maxMicros();
        return result;
    }

    /** The complete state, for another process. Equal counts give equal states, whatever their history. */
    public HistogramState state() {
        return new HistogramState(encodedState(), sumMicros, maxMicros, clamped);
    }

    private String encodedState() {
        if (count == 0) {
            return "";
        }
        if (count > FewValues.MOST) {
            return encode();
        }
        SortedMap<Long, Long> sorted = new TreeMap<>();
        forEachCount((micros, times) -> sorted.merge(HistogramCodec.lowest(micros, digits), times, Long::sum));
        FewValues.Writer text = new FewValues.Writer(digits);
        sorted.forEach(text::add);
        return text.text();
    }

    /** @throws IllegalArgumentException if it contains no histogram of ours */
    public static LatencyHistogram of(HistogramState state) {
        return of(state, DIGITS);
    }

    public static LatencyHistogram of(HistogramState state, int digits) {
        if (state.encoded().isEmpty()) {
            return new LatencyHistogram(digits);
        }
        LatencyHistogram result =
                FewValues.isIn(state.encoded()) ? listed(state.encoded(), digits) : decode(state.encoded());
        if (result.digits != digits) {
            throw new IllegalArgumentException("a histogram of " + result.digits + " digits instead of " + digits);
        }
        result.sumMicros = state.sumMicros();
        result.maxMicros = state.maxMicros();
        result.clamped = state.clamped();
        return result;
    }

    /**
     * A state's counts in HdrHistogram's V2 compressed form and base64, for readers that know this form alone; empty
     * without values.
     */
    public static String compressed(HistogramState state, int digits) {
        return FewValues.isIn(state.encoded()) ? of(state, digits).encode() : state.encoded();
    }

    private static LatencyHistogram listed(String text, int digits) {
        LatencyHistogram result = new LatencyHistogram(digits);
        PackedCounts list = result.list();
        FewValues.forEach(text, digits, (micros, times) -> {
            for (long i = 0; i < times; i++) {
                list.record(HistogramCodec.lowest(micros, digits));
            }
            result.count += times;
        });
        return result;
    }

    /** Begins to list latencies; there are none yet. */
    private PackedCounts list() {
        PackedCounts list = PackedCounts.empty(digits);
        packed = list;
        few = true;
        return list;
    }

    /** Counts in buckets from now on, if latencies were only listed so far. */
    private void open() {
        if (few && packed != null) {
            open = packed.unpacked();
            packed = null;
            few = false;
        }
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        int counts = open != null ? open.getEstimatedFootprintInBytes() : 0;
        return HEADER_BYTES + counts + (packed == null ? 0 : packed.footprintBytes());
    }

    private long at(Histogram counts, double percentile) {
        return Math.min(counts.getValueAtPercentile(percentile), maxMicros);
    }

    private Histogram opened() {
        Histogram counts = open;
        if (counts == null) {
            counts = HistogramCodec.create(digits);
            open = counts;
        }
        return counts;
    }

    /** The counts, read-only. */
    private Histogram view() {
        if (packed != null) {
            return packed.unpacked();
        }
        return open != null ? open : HistogramCodec.create(digits);
    }
}
