package dev.loadtest.engine.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/** HdrHistogram's V2 compressed form. Histograms with equal counts have equal bytes, whatever their history. */
final class HistogramCodec {

    /** Highest distinguishable duration: an hour. */
    static final long HIGHEST_MICROS = 3_600_000_000L;

    /** Cookie and length of the compressed part. */
    private static final int ENVELOPE_BYTES = 8;
    /** Header of the compressed part: cookie, length of the counts, offset, digits, lowest and highest value, ratio. */
    private static final int HEADER_BYTES = 40;

    private static final int OFFSET_AT = 8;
    private static final int DIGITS_AT = 12;
    private static final int LOWEST_AT = 16;
    private static final int HIGHEST_AT = 24;

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

    /**
     * Decodes a histogram of ours.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Histogram decode(byte[] encoded) {
        Histogram histogram;
        try {
            checkHeader(encoded);
            histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
            checkCounts(histogram);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form", e);
        }
        if (histogram.getMaxValue() > histogram.highestEquivalentValue(HIGHEST_MICROS)) {
            throw new IllegalArgumentException("a histogram of counts beyond its range");
        }
        histogram.setAutoResize(true);
        return histogram;
    }

    /**
     * Checks that counts are not negative and add up to the total without overflow. HdrHistogram's iterators stop at
     * the total, whatever follows.
     */
    private static void checkCounts(Histogram histogram) {
        long sum = 0;
        long highest = histogram.getHighestTrackableValue();
        for (long value = 0; value <= highest; value = histogram.nextNonEquivalentValue(value)) {
            long count = histogram.getCountAtValue(value);
            if (count < 0) {
                throw new IllegalArgumentException("a histogram of negative counts");
            }
            sum = Math.addExact(sum, count);
        }
        if (sum != histogram.getTotalCount()) {
            throw new IllegalArgumentException("a histogram whose counts do not add up");
        }
    }

    /** Checks before decoding: a histogram of many digits and a wide range would take much memory. */
    private static void checkHeader(byte[] encoded) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded, ENVELOPE_BYTES, Math.max(0, encoded.length - ENVELOPE_BYTES));
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            if (inflater.inflate(header) < HEADER_BYTES) {
                throw new DataFormatException("shorter than a header");
            }
            int digits = header.getInt(DIGITS_AT);
            long highest = header.getLong(HIGHEST_AT);
            if (header.getInt(OFFSET_AT) != 0) {
                throw new IllegalArgumentException("a histogram of shifted counts");
            }
            if (digits < 2 || digits > 3 || header.getLong(LOWEST_AT) != 1) {
                throw new IllegalArgumentException("a histogram of another resolution");
            }
            if (highest < 2 || highest > new Histogram(1, 2, digits).highestEquivalentValue(HIGHEST_MICROS)) {
                throw new IllegalArgumentException("a histogram of another range");
            }
        } finally {
            inflater.end();
        }
    }
}
