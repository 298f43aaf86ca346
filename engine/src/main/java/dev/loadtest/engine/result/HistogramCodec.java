package dev.loadtest.engine.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** HdrHistogram's V2 compressed form. Histograms that hold the same counts have the same bytes, however they came to it. */
final class HistogramCodec {

    /** The longest duration that is told apart from longer ones: an hour. */
    static final long HIGHEST_MICROS = 3_600_000_000L;

    private HistogramCodec() {}

    /** An empty histogram that widens itself, so that short latencies cost little memory. */
    static Histogram create(int digits) {
        return new Histogram(digits);
    }

    static byte[] encode(Histogram counts) {
        // The form names the range, and how far a range was widened depends on the order of what was added.
        Histogram histogram =
                new Histogram(1, Math.max(2, counts.getMaxValue()), counts.getNumberOfSignificantValueDigits());
        histogram.add(counts);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /**
     * Reads one of ours.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Histogram decode(byte[] encoded) {
        Histogram histogram;
        try {
            histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form", e);
        }
        int digits = histogram.getNumberOfSignificantValueDigits();
        if (digits < 2 || digits > 3 || histogram.getLowestDiscernibleValue() != 1) {
            throw new IllegalArgumentException("a histogram of another resolution");
        }
        if (histogram.getMaxValue() > histogram.highestEquivalentValue(HIGHEST_MICROS)) {
            throw new IllegalArgumentException("a histogram of a wider range");
        }
        histogram.setAutoResize(true);
        return histogram;
    }
}
