package dev.loadtest.engine.share;

import java.math.BigInteger;

/**
 * The integers [0, total) divided into parts whose sizes differ by at most one: part j is [ceil(j*total/parts),
 * ceil((j+1)*total/parts)).
 */
final class Strata {
    private Strata() {}

    /** The first number of part {@code j}; {@code total} for {@code j = parts}. */
    static long start(long j, long total, long parts) {
        long quotient = total / parts;
        long rest = total - quotient * parts;
        return j * quotient + productOver(j, rest, parts - 1, parts);
    }

    /** The part that contains {@code k}, since k >= ceil(j*total/parts) exactly if k*parts/total >= j. */
    static long of(long k, long total, long parts) {
        return productOver(k, parts, 0, total);
    }

    /** floor((a*b + c) / divisor), for non-negative numbers and a quotient below 2^63. */
    private static long productOver(long a, long b, long c, long divisor) {
        long low = a * b + c;
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0 && low >= 0) {
            return low / divisor;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .add(BigInteger.valueOf(c))
                .divide(BigInteger.valueOf(divisor))
                .longValueExact();
    }
}
