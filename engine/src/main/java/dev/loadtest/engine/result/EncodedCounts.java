package dev.loadtest.engine.result;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * Adds encoded counts to a histogram without decoding a histogram first: most buckets are empty, and the V2 form skips
 * them. After the header come counts in the order of the buckets, each a ZigZag number of 7 bits a byte with a complete
 * ninth byte; a negative number stands for that many empty buckets.
 */
final class EncodedCounts {
    private static final int ENVELOPE_BYTES = 8;
    private static final int HEADER_BYTES = 40;
    private static final int LENGTH_AT = 4;

    private EncodedCounts() {}

    /** @param encoded output of {@link HistogramCodec#encode} */
    static void addTo(Histogram sum, byte[] encoded) {
        ByteBuffer plain = inflate(encoded);
        int digits = sum.getNumberOfSignificantValueDigits();
        // The number of buckets of width 1: the power of two at or above twice the resolution by digits.
        int halfBits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * (int) Math.pow(10, digits) - 1) - 1;
        long index = 0;
        while (plain.hasRemaining()) {
            long count = number(plain);
            if (count < 0) {
                index -= count;
            } else {
                if (count > 0) {
                    sum.recordValueWithCount(lowestValue(index, halfBits), count);
                }
                index++;
            }
        }
    }

    /** Lowest value of a bucket: each half of sub-buckets after the first has twice the width of the previous one. */
    private static long lowestValue(long index, int halfBits) {
        long half = 1L << halfBits;
        int doubled = (int) (index >> halfBits) - 1;
        return doubled < 0 ? index : (index & half - 1) + half << doubled;
    }

    private static long number(ByteBuffer from) {
        long zigZag = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            byte octet = from.get();
            zigZag |= (octet & 0x7fL) << shift;
            if (octet >= 0) {
                return zigZag >>> 1 ^ -(zigZag & 1);
            }
        }
        zigZag |= (long) from.get() << 56;
        return zigZag >>> 1 ^ -(zigZag & 1);
    }

    /** The counts; following bytes are ignored. */
    private static ByteBuffer inflate(byte[] encoded) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded, ENVELOPE_BYTES, encoded.length - ENVELOPE_BYTES);
            int length = inflate(inflater, HEADER_BYTES).getInt(LENGTH_AT);
            return inflate(inflater, length);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form", e);
        } finally {
            inflater.end();
        }
    }

    private static ByteBuffer inflate(Inflater inflater, int length) throws DataFormatException {
        byte[] plain = new byte[length];
        int filled = 0;
        for (int more = 1; more > 0 && filled < length; filled += more) {
            more = inflater.inflate(plain, filled, length - filled);
        }
        return ByteBuffer.wrap(plain);
    }
}
