package dev.loadtest.engine.share;

/**
 * Random numbers without state: each is a function of a key and an index, so that any worker can draw any of them in any
 * order.
 *
 * <p>Sources: the mixing function and the sequence {@code mix(key + (k + 1) * GOLDEN)} are SplitMix64 (Steele, Lea, Flood:
 * Fast Splittable Pseudorandom Number Generators, OOPSLA 2014, with David Stafford's variant 13 of the constants); the
 * bounded draw is the high half of a product (Lemire: Fast Random Integer Generation in an Interval, TOMACS 2019) without
 * the rejection, whose bias is below n/2^64.
 *
 * <p>These functions are part of what a seed means: they do not change between releases.
 */
public final class Randomness {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long PART = 0xd1b54a32d192ed03L;

    private Randomness() {}

    /** A well-mixed hash of a seed and a path of names; the boundaries of names matter. */
    public static long key(long seed, String... path) {
        long hash = mix(seed + GOLDEN);
        for (String part : path) {
            hash = mix(hash ^ PART);
            for (int i = 0; i < part.length(); i++) {
                hash = mix(hash + GOLDEN * (part.charAt(i) + 1L));
            }
        }
        return hash;
    }

    /** The {@code k}-th 64 random bits of a key. */
    public static long bits(long key, long k) {
        return mix(key + GOLDEN * (k + 1));
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /**
     * An integer in [0, n).
     *
     * @param n at least 1, as an unsigned number
     */
    public static long below(long bits, long n) {
        return Math.unsignedMultiplyHigh(bits, n);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
