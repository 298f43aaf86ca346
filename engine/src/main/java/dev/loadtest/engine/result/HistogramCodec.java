package dev.loadtest.engine.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Writes HdrHistogram's V2 compressed form, which {@link EncodedCounts} reads. Histograms with equal counts have equal bytes,
 * whatever their history.
 */
final class HistogramCodec {

    /** Highest distinguishable duration: an hour. */
    static final long HIGHEST_MICROS = 3_600_000_000L;

    private HistogramCodec() {}

    /** An empty auto-resizing histogram: short latencies take little memory. */
    static Histogram create(int digits) {
        return new Histogram(digits);
    }

    static byte[] encode(Histogram counts) {
        // The form contains the range, which depends on the order of recording; normalizes it.
        Histogram histogram =
                new Histogram(1, Math.max(2, counts.getMaxValue()), counts.getNumberOfSignificantValueDigits());
        histogram.add(counts);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }
}
