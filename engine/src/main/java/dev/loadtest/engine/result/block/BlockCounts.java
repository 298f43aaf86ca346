package dev.loadtest.engine.result.block;

import dev.loadtest.engine.result.latency.FewValues;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.HistogramState;
import org.jspecify.annotations.Nullable;

/**
 * Response times in microseconds in the buckets of a {@link LatencyHistogram} of 2 digits, in the memory that a block
 * can have: pages of 32 buckets are created when a latency falls into them, about 4 kB for latencies within a factor of
 * thirty; counts of another process stay encoded until something is added. A full bucket stays full, so that
 * merging gives the same bits in any order. Confined to one thread.
 */
final class BlockCounts {
    static final int DIGITS = 2;
    /** Up to here a bucket holds one value; above, each doubling has half as many buckets. */
    private static final int EXACT = 256;

    private static final int PER_DOUBLING = EXACT / 2;
    private static final int EXACT_BITS = 8;
    private static final int PAGE_BITS = 5;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final int PAGES = (index(HIGHEST_MICROS) >> PAGE_BITS) + 1;
    private static final int FIELDS_BYTES = 64;
    private static final int TABLE_BYTES = 16 + 4 * PAGES;
    private static final int PAGE_BYTES = 16 + 4 * PAGE;

    /** Null while the counts are in the state alone, or there are none. */
    private int @Nullable [] @Nullable [] pages;

    private long sumMicros;
    private long maxMicros;
    private long clamped;
    /** Of the current counts; null if not computed yet. */
    private @Nullable HistogramState state;

    private static int index(long micros) {
        if (micros < EXACT) {
            return (int) micros;
        }
        int shift = Long.SIZE - EXACT_BITS - Long.numberOfLeadingZeros(micros);
        return EXACT + (shift - 1) * PER_DOUBLING + (int) (micros >>> shift) - PER_DOUBLING;
    }

    private static long lowest(int index) {
        if (index < EXACT) {
            return index;
        }
        int above = index - EXACT;
        return (long) (PER_DOUBLING + above % PER_DOUBLING) << (above / PER_DOUBLING + 1);
    }

    /** Rounded to microseconds; negative ones count as 0, longer ones as an hour. */
    void recordNanos(long nanos) {
        long micros = nanos <= 0 ? 0 : (nanos + 500) / 1_000;
        if (micros > HIGHEST_MICROS) {
            micros = HIGHEST_MICROS;
            clamped++;
        }
        int[] page = page(opened(), index(micros) >> PAGE_BITS);
        int at = index(micros) & PAGE - 1;
        page[at] = sum(page[at], 1);
        sumMicros += micros;
        maxMicros = Math.max(maxMicros, micros);
        state = null;
    }

    private static int sum(int count, long more) {
        return (int) Math.min(Integer.MAX_VALUE, count + more);
    }

    private static int[] page(int[] @Nullable [] pages, int number) {
        int[] page = pages[number];
        if (page == null) {
            page = new int[PAGE];
            pages[number] = page;
        }
        return page;
    }

    private int[] @Nullable [] opened() {
        int[] @Nullable [] counts = pages;
        if (counts == null) {
            counts = new int[PAGES] @Nullable [];
            if (state != null) {
                addTo(counts, state);
            }
            pages = counts;
        }
        return counts;
    }

    private static void addTo(int[] @Nullable [] counts, HistogramState encoded) {
        LatencyHistogram.of(encoded, DIGITS).forEachCount((micros, count) -> {
            int index = index(Math.min(micros, HIGHEST_MICROS));
            int[] page = page(counts, index >> PAGE_BITS);
            page[index & PAGE - 1] = sum(page[index & PAGE - 1], count);
        });
    }

    void add(BlockCounts other) {
        int[] @Nullable [] mine = opened();
        if (other.pages != null) {
            addPages(mine, other.pages);
        } else if (other.state != null) {
            addTo(mine, other.state);
        }
        sumMicros += other.sumMicros;
        maxMicros = Math.max(maxMicros, other.maxMicros);
        clamped += other.clamped;
        state = null;
    }

    private static void addPages(int[] @Nullable [] to, int[] @Nullable [] from) {
        for (int number = 0; number < PAGES; number++) {
            int[] counts = from[number];
            if (counts != null) {
                int[] page = page(to, number);
                for (int i = 0; i < PAGE; i++) {
                    page[i] = sum(page[i], counts[i]);
                }
            }
        }
    }

    BlockCounts copy() {
        BlockCounts copy = new BlockCounts();
        copy.add(this);
        return copy;
    }

    /** The complete state; computed once for the same counts. */
    HistogramState state() {
        HistogramState current = state;
        if (current == null) {
            String few = fewValues();
            current = new HistogramState(
                    few == null ? histogram().state().encoded() : few, sumMicros, maxMicros, clamped);
            state = current;
        }
        return current;
    }

    /** What {@link #histogram()} would say, without one; null of more than few values. */
    private @Nullable String fewValues() {
        int[] @Nullable [] counts = opened();
        FewValues.Writer text = new FewValues.Writer(DIGITS);
        long all = 0;
        for (int number = 0; number < PAGES; number++) {
            int[] page = counts[number];
            for (int i = 0; page != null && i < PAGE; i++) {
                if (page[i] > 0) {
                    all += page[i];
                    text.add(lowest(number * PAGE + i), page[i]);
                }
            }
            if (all > FewValues.MOST) {
                return null;
            }
        }
        return all == 0 ? "" : text.text();
    }

    private LatencyHistogram histogram() {
        LatencyHistogram histogram = new LatencyHistogram(DIGITS);
        int[] @Nullable [] counts = opened();
        for (int number = 0; number < PAGES; number++) {
            int[] page = counts[number];
            for (int i = 0; page != null && i < PAGE; i++) {
                if (page[i] > 0) {
                    histogram.recordMicros(lowest(number * PAGE + i), page[i]);
                }
            }
        }
        return histogram;
    }

    /** @throws IllegalArgumentException if it contains no histogram of 2 digits */
    static BlockCounts of(HistogramState state) {
        // Checks it; the counts are decoded when they are added.
        LatencyHistogram.of(state, DIGITS);
        BlockCounts counts = new BlockCounts();
        counts.state = state;
        counts.sumMicros = state.sumMicros();
        counts.maxMicros = state.maxMicros();
        counts.clamped = state.clamped();
        return counts;
    }

    /** Approximate memory in bytes. */
    int footprintBytes() {
        int bytes = FIELDS_BYTES + (state == null ? 0 : state.encoded().length());
        int[] @Nullable [] counts = pages;
        if (counts != null) {
            bytes += TABLE_BYTES;
            for (int[] page : counts) {
                bytes += page == null ? 0 : PAGE_BYTES;
            }
        }
        return bytes;
    }
}
