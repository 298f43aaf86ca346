package dev.loadtest.engine.result.latency;

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

    /** The lowest of the latencies, in microseconds, that share a bucket with this one. */
    static long lowest(long micros, int digits) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - exactBits(digits));
        return micros >>> shift << shift;
    }

    /** Latencies of no more bits have a bucket each; above, each doubling has half as many buckets. */
    private static int exactBits(int digits) {
        return switch (digits) {
            case 2 -> 8;
            case 3 -> 11;
            default -> throw new IllegalArgumentException("a histogram of " + digits + " digits");
        };
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
