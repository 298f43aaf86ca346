package dev.loadtest.engine.result.latency;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * The counts of a histogram in HdrHistogram's V2 compressed form, read without a histogram: most buckets are empty, and the
 * form skips them. After the header come counts in the order of the buckets, each a ZigZag number of 7 bits a byte with a
 * complete ninth byte; a negative number stands for that many empty buckets.
 */
final class EncodedCounts {
    private static final int COMPRESSED_COOKIE = 0x1c849314;
    private static final int COOKIE = 0x1c849313;
    /** Cookie and length of the compressed part. */
    private static final int ENVELOPE_BYTES = 8;
    /** Header of the compressed part: cookie, length of the counts, offset, digits, lowest and highest value, ratio. */
    private static final int HEADER_BYTES = 40;

    private static final int LENGTH_AT = 4;
    private static final int OFFSET_AT = 8;
    private static final int DIGITS_AT = 12;
    private static final int LOWEST_AT = 16;
    private static final int HIGHEST_AT = 24;
    private static final int RATIO_AT = 32;
    private static final int MOST_NUMBER_BYTES = 9;

    private EncodedCounts() {}

    /**
     * What checked counts add up to.
     *
     * @param digits significant digits
     * @param count number of latencies
     * @param sumMicros microseconds, to the resolution of the buckets
     * @param maxMicros the highest value of the highest bucket in use, at most an hour; 0 without any
     */
    record Summary(int digits, long count, long sumMicros, long maxMicros) {}

    /** @param encoded output of {@link HistogramCodec#encode}, or bytes that {@link #check} accepted */
    static void addTo(Histogram sum, byte[] encoded) {
        forEach(encoded, sum.getNumberOfSignificantValueDigits(), sum::recordValueWithCount);
    }

    /**
     * Visits the non-empty buckets, from the smallest latency up.
     *
     * @param digits of the encoded histogram
     */
    static void forEach(byte[] encoded, int digits, CountVisitor visitor) {
        Buckets buckets = new Buckets(digits);
        ByteBuffer plain = inflate(encoded);
        plain.position(HEADER_BYTES);
        long index = 0;
        while (plain.hasRemaining()) {
            long count = number(plain);
            if (count < 0) {
                index -= count;
            } else {
                if (count > 0) {
                    visitor.visit(buckets.lowest(index), count);
                }
                index++;
            }
        }
    }

    /**
     * Checks bytes of another process in one pass, in memory bounded by the form's own largest size.
     *
     * @throws IllegalArgumentException if they are not the counts of a histogram of ours
     */
    static Summary check(byte[] encoded) {
        try {
            ByteBuffer envelope = ByteBuffer.wrap(encoded);
            if (envelope.getInt() != COMPRESSED_COOKIE || envelope.getInt() != envelope.remaining()) {
                throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form");
            }
            ByteBuffer plain = inflate(encoded);
            int digits = checkHeader(plain);
            return summary(plain.position(HEADER_BYTES), new Buckets(digits));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form", e);
        }
    }

    private static int checkHeader(ByteBuffer plain) {
        int digits = plain.getInt(DIGITS_AT);
        if (plain.getInt(0) != COOKIE || plain.getInt(OFFSET_AT) != 0 || plain.getDouble(RATIO_AT) != 1) {
            throw new IllegalArgumentException("a histogram of shifted or scaled counts");
        }
        if (digits < 2 || digits > 3 || plain.getLong(LOWEST_AT) != 1) {
            throw new IllegalArgumentException("a histogram of another resolution");
        }
        long highest = plain.getLong(HIGHEST_AT);
        if (highest < 2 || highest > new Buckets(digits).most()) {
            throw new IllegalArgumentException("a histogram of another range");
        }
        return digits;
    }

    private static Summary summary(ByteBuffer plain, Buckets buckets) {
        long index = 0;
        long total = 0;
        double sum = 0;
        long max = 0;
        while (plain.hasRemaining()) {
            long count = number(plain);
            if (count == Long.MIN_VALUE || index > buckets.last()) {
                throw new IllegalArgumentException("a histogram of counts beyond its range");
            }
            if (count < 0) {
                index = Math.subtractExact(index, count);
            } else {
                if (count > 0) {
                    total = Math.addExact(total, count);
                    sum += (double) count * buckets.median(index);
                    max = buckets.highest(index);
                }
                index++;
            }
        }
        return new Summary(buckets.digits(), total, Math.round(sum), Math.min(max, HistogramCodec.HIGHEST_MICROS));
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

    /** Header and counts; following bytes are ignored. */
    private static ByteBuffer inflate(byte[] encoded) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded, ENVELOPE_BYTES, Math.max(0, encoded.length - ENVELOPE_BYTES));
            byte[] header = new byte[HEADER_BYTES];
            inflate(inflater, header, 0);
            int length = ByteBuffer.wrap(header).getInt(LENGTH_AT);
            if (length < 0 || length > MOST_NUMBER_BYTES * (Buckets.MOST_LAST + 1)) {
                throw new IllegalArgumentException("a histogram of " + length + " bytes");
            }
            byte[] plain = Arrays.copyOf(header, HEADER_BYTES + length);
            inflate(inflater, plain, HEADER_BYTES);
            return ByteBuffer.wrap(plain);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not an HdrHistogram in its V2 compressed form", e);
        } finally {
            inflater.end();
        }
    }

    private static void inflate(Inflater inflater, byte[] plain, int from) throws DataFormatException {
        int filled = from;
        while (filled < plain.length) {
            int more = inflater.inflate(plain, filled, plain.length - filled);
            if (more == 0) {
                throw new DataFormatException("shorter than its header says");
            }
            filled += more;
        }
    }

    /**
     * HdrHistogram's buckets of microseconds, by their index: each half of sub-buckets after the first two has twice the
     * width of the one before.
     */
    private static final class Buckets {
        /** Index of an hour's bucket at 3 digits, with which no other of ours has more. */
        private static final long MOST_LAST = new Buckets(3).last();

        private final int digits;
        private final int halfBits;

        Buckets(int digits) {
            this.digits = digits;
            // The number of buckets of width 1: the power of two at or above twice the resolution by digits.
            halfBits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * (int) Math.pow(10, digits) - 1) - 1;
        }

        int digits() {
            return digits;
        }

        /** Index of the bucket that contains an hour. */
        long last() {
            int doubled =
                    Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(HistogramCodec.HIGHEST_MICROS) - halfBits - 1);
            return ((long) doubled << halfBits) + (HistogramCodec.HIGHEST_MICROS >> doubled);
        }

        /** The highest value of the bucket that contains an hour. */
        long most() {
            return highest(last());
        }

        long lowest(long index) {
            int doubled = doubled(index);
            return doubled == 0 ? index : (index & half() - 1) + half() << doubled;
        }

        long highest(long index) {
            return lowest(index) + (1L << doubled(index)) - 1;
        }

        long median(long index) {
            return lowest(index) + (1L << doubled(index) >> 1);
        }

        private int doubled(long index) {
            return Math.max(0, (int) (index >> halfBits) - 1);
        }

        private long half() {
            return 1L << halfBits;
        }
    }
}
