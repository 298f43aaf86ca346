package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.latency.CountVisitor;
import java.util.Arrays;

/**
 * Counts by bucket as bytes: for each bucket in use, in ascending order, its distance from the one before (from -1 for
 * the first) and its count, both as numbers of 7 bits a byte, the lowest first. Equal counts have equal bytes.
 */
final class CountBytes {
    /** Maximum count: more than any run sends, and small enough that sums do not overflow. */
    static final long MAX_COUNT = 1L << 50;

    private byte[] bytes = new byte[64];
    private int length;
    private int last = -1;

    private CountBytes() {}

    static byte[] of(long[] counts) {
        CountBytes packed = new CountBytes();
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] > 0) {
                packed.append(bucket, counts[bucket]);
            }
        }
        return packed.bytes();
    }

    static byte[] sum(byte[] one, byte[] other) {
        CountBytes packed = new CountBytes();
        Cursor a = new Cursor(one);
        Cursor b = new Cursor(other);
        while (a.has() || b.has()) {
            if (a.bucket == b.bucket) {
                packed.append(a.bucket, a.count + b.count);
                a.next();
                b.next();
            } else {
                Cursor first = a.bucket < b.bucket ? a : b;
                packed.append(first.bucket, first.count);
                first.next();
            }
        }
        return packed.bytes();
    }

    /** Visits buckets and counts. */
    static void forEach(byte[] packed, CountVisitor visitor) {
        for (Cursor at = new Cursor(packed); at.has(); at.next()) {
            visitor.visit(at.bucket, at.count);
        }
    }

    /**
     * The sum of the counts.
     *
     * @param buckets number of buckets
     * @throws IllegalArgumentException if the bytes of another process are not of this form
     */
    static long check(byte[] packed, int buckets) {
        long total = 0;
        try {
            int before = -1;
            for (Cursor at = new Cursor(packed); at.has(); at.next()) {
                if (at.bucket <= before || at.bucket >= buckets || at.count < 1 || at.count > MAX_COUNT) {
                    throw new IllegalArgumentException("impossible counts of response times");
                }
                before = at.bucket;
                total += at.count;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("incomplete counts of response times", e);
        }
        if (total > MAX_COUNT) {
            throw new IllegalArgumentException("impossible counts of response times");
        }
        return total;
    }

    private void append(int bucket, long count) {
        if (bytes.length - length < 20) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        number(bucket - last);
        number(count);
        last = bucket;
    }

    private void number(long value) {
        long rest = value;
        while (rest > 0x7f) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Reads the counts; behind the last one its bucket is the largest int. */
    private static final class Cursor {
        private final byte[] from;
        private int at;
        private int bucket = -1;
        private long count;

        Cursor(byte[] from) {
            this.from = from;
            next();
        }

        boolean has() {
            return bucket != Integer.MAX_VALUE;
        }

        void next() {
            if (at == from.length) {
                bucket = Integer.MAX_VALUE;
                return;
            }
            // Bounded, so that a forged distance cannot wrap around to a bucket that exists.
            bucket += (int) Math.min(number(), Integer.MAX_VALUE / 2);
            count = number();
        }

        private long number() {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                byte octet = from[at++];
                value |= (octet & 0x7fL) << shift;
                if (octet >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number of response times with more than 63 bits");
        }
    }
}
