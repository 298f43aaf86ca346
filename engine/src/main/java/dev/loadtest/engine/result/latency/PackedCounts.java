package dev.loadtest.engine.result.latency;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * The counts of a histogram in a few kilobytes. New values are kept in a short pending list, so that a late outcome
 * needs no unpacking; a full list is merged in.
 */
final class PackedCounts {
    private static final int PENDING_AT_MOST = 256;
    private static final byte[] NOTHING = {};
    /** Of our own encoding hardly one is longer; another encoder's may compress badly. */
    private static final int SHORT_BYTES = 10 * 1024;

    private final int digits;
    /** Empty while there are only pending counts. */
    private byte[] encoded;
    /** Microseconds as unsigned int: an hour fits. */
    private int[] pending = {};

    private int pendingCount;

    private PackedCounts(int digits, byte[] encoded) {
        this.digits = digits;
        this.encoded = encoded;
    }

    static PackedCounts empty(int digits) {
        return new PackedCounts(digits, NOTHING);
    }

    static PackedCounts of(Histogram histogram) {
        return new PackedCounts(histogram.getNumberOfSignificantValueDigits(), HistogramCodec.encode(histogram));
    }

    /**
     * Counts of another process, kept as they came where they are as short as ours.
     *
     * @param encoded bytes that {@link EncodedCounts#check} accepted
     */
    static PackedCounts ofChecked(int digits, byte[] encoded) {
        PackedCounts counts = new PackedCounts(digits, encoded);
        if (encoded.length > SHORT_BYTES) {
            counts.encoded = HistogramCodec.encode(counts.unpacked());
        }
        return counts;
    }

    void record(long micros) {
        if (pendingCount == PENDING_AT_MOST) {
            fold();
        }
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, Math.max(8, pending.length * 2));
        }
        pending[pendingCount++] = (int) micros;
    }

    /** Records all that another one lists, which has nothing encoded. */
    void addListed(PackedCounts other) {
        for (int i = 0; i < other.pendingCount; i++) {
            record(Integer.toUnsignedLong(other.pending[i]));
        }
    }

    /** The counts as a new histogram. */
    Histogram unpacked() {
        Histogram histogram = HistogramCodec.create(digits);
        addTo(histogram);
        return histogram;
    }

    /** Adds the counts to another histogram of equal digits. */
    void addTo(Histogram sum) {
        forEach(sum::recordValueWithCount);
    }

    /** Visits the counts; pending values come last, each by itself and unrounded. */
    void forEach(CountVisitor visitor) {
        if (encoded.length > 0) {
            EncodedCounts.forEach(encoded, digits, visitor);
        }
        for (int i = 0; i < pendingCount; i++) {
            visitor.visit(Integer.toUnsignedLong(pending[i]), 1);
        }
    }

    /** The encoded counts, shared by copies and never written to. */
    byte[] encoded() {
        if (pendingCount > 0 || encoded.length == 0) {
            fold();
        }
        return encoded;
    }

    PackedCounts copy() {
        PackedCounts copy = new PackedCounts(digits, encoded);
        copy.pending = Arrays.copyOf(pending, pendingCount);
        copy.pendingCount = pendingCount;
        return copy;
    }

    int footprintBytes() {
        return 64 + encoded.length + Integer.BYTES * pending.length;
    }

    private void fold() {
        encoded = HistogramCodec.encode(unpacked());
        pending = new int[0];
        pendingCount = 0;
    }
}
