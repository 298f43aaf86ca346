package dev.loadtest.engine.result;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * A histogram's counts in a few kilobytes. New values wait in a short list, so that a late outcome costs no unpacking;
 * a full list is folded in.
 */
final class PackedCounts {
    private static final int PENDING_AT_MOST = 256;
    private static final byte[] NOTHING = {};

    private final int digits;
    /** Empty as long as there is no count but the pending ones. */
    private byte[] encoded;
    /** Micros as unsigned: an hour of them fits 32 bits. */
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

    void record(long micros) {
        if (pendingCount == PENDING_AT_MOST) {
            fold();
        }
        if (pendingCount == pending.length) {
            pending = Arrays.copyOf(pending, Math.max(8, pending.length * 2));
        }
        pending[pendingCount++] = (int) micros;
    }

    /** The counts as a histogram of one's own. */
    Histogram unpacked() {
        Histogram histogram = HistogramCodec.create(digits);
        addTo(histogram);
        return histogram;
    }

    /** Adds the counts to another histogram of as many digits. */
    void addTo(Histogram sum) {
        if (encoded.length > 0) {
            EncodedCounts.addTo(sum, encoded);
        }
        for (int i = 0; i < pendingCount; i++) {
            sum.recordValue(Integer.toUnsignedLong(pending[i]));
        }
    }

    /** The encoded counts. Nobody writes to them: copies share them. */
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
