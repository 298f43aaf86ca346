package dev.loadtest.engine.share;

/**
 * How many of n throws of a fair coin show heads: a function of a key, exact up to the rounding of doubles, in constant time.
 *
 * <p>Few throws are counted as the ones among n random bits. Many are drawn by transformed rejection with squeeze: Hörmann,
 * The generation of binomial random variates, Journal of Statistical Computation and Simulation 46 (1993), algorithm BTRS.
 * Its logarithms are StrictMath's: whether a candidate is accepted must not depend on the machine.
 */
final class Binomial {
    private static final int FEW = 1024;

    /** ln(k!) less Stirling's formula, for k from 0 to 9. */
    private static final double[] TAIL = {
        0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
        0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871
    };

    private Binomial() {}

    /** @param n at least 0 */
    static long half(long n, long key) {
        return n <= FEW ? count((int) n, key) : rejected(n, key);
    }

    private static long count(int n, long key) {
        long heads = 0;
        for (int from = 0; from < n; from += Long.SIZE) {
            long bits = Randomness.bits(key, from / Long.SIZE);
            int left = n - from;
            heads += Long.bitCount(left >= Long.SIZE ? bits : bits & ((1L << left) - 1));
        }
        return heads;
    }

    private static long rejected(long n, long key) {
        double spread = Math.sqrt(n) / 2;
        double b = 1.15 + 2.53 * spread;
        double a = -0.0873 + 0.0248 * b + 0.005;
        double centre = n / 2.0 + 0.5;
        double squeeze = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * spread;
        long mode = (n + 1) / 2;
        for (long draw = 0; ; draw += 2) {
            double u = Randomness.unit(Randomness.bits(key, draw)) - 0.5;
            double v = Randomness.unit(Randomness.bits(key, draw + 1));
            double us = 0.5 - Math.abs(u);
            double found = Math.floor((2 * a / us + b) * u + centre);
            if (found < 0 || found > n) {
                continue;
            }
            long k = (long) found;
            if (us >= 0.07 && v <= squeeze) {
                return k;
            }
            if (StrictMath.log(v * alpha / (a / (us * us) + b)) <= ratio(n, mode, k)) {
                return k;
            }
        }
    }

    /** ln of how likely k is, relative to the mode: of factorials in Stirling's form with their tails. */
    private static double ratio(long n, long mode, long k) {
        return (mode + 0.5) * StrictMath.log((mode + 1.0) / (n - mode + 1.0))
                + (n + 1.0) * StrictMath.log((n - mode + 1.0) / (n - k + 1.0))
                + (k + 0.5) * StrictMath.log((n - k + 1.0) / (k + 1.0))
                + tail(mode)
                + tail(n - mode)
                - tail(k)
                - tail(n - k);
    }

    private static double tail(long k) {
        if (k < TAIL.length) {
            return TAIL[(int) k];
        }
        double next = k + 1.0;
        double square = next * next;
        return (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / square) / square) / next;
    }
}
