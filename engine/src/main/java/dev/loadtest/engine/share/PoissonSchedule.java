package dev.loadtest.engine.share;

import java.time.Duration;
import java.util.Arrays;

/**
 * Arrivals that know nothing of each other: R independent draws from the density that a rate describes, in order, which is a
 * Poisson process given its count.
 *
 * <p>Measured by the integral of the rate the draws are uniform, so that request k's instant is where the integral reaches
 * the k-th smallest of R uniform numbers. That number is found without the others: of n numbers in an interval a binomial
 * draw says how many lie in its lower half, and so on down to an interval with few, which are drawn and sorted. Every node of
 * this tree draws from its own key, so that all workers find the same numbers. The way to the last leaf is kept: to go
 * through the schedule costs about one draw a leaf and level that changes.
 */
final class PoissonSchedule implements ArrivalSchedule {
    private static final int LEAF = 64;

    /** Deeper than chance ever leads: from 2^63 numbers to a leaf is 57 halvings. */
    private static final int MAX_DEPTH = 62;

    private final RateSchedule even;
    private final long key;

    /** The way from the root to the leaf; by depth: the node's place in its level, its first number, how many it has. */
    private final long[] place = new long[MAX_DEPTH + 1];

    private final long[] first = new long[MAX_DEPTH + 1];
    private final long[] count = new long[MAX_DEPTH + 1];
    private int depth;
    /** The instants of the leaf's numbers; empty before one was visited. */
    private long[] leaf = {};

    /** @param even the same rate, evenly spread */
    PoissonSchedule(RateSchedule even, long key) {
        this.even = even;
        this.key = Randomness.key(key, "arrivals");
        this.count[0] = even.total();
    }

    @Override
    public long total() {
        return even.total();
    }

    @Override
    public Duration length() {
        return even.length();
    }

    @Override
    public long nanosAt(long k) {
        if (k < 0 || k >= total()) {
            throw new IndexOutOfBoundsException("request " + k + " of " + total());
        }
        if (leaf.length == 0 || k < first[depth] || k >= first[depth] + count[depth]) {
            descend(k);
            leaf = drawn();
        }
        return leaf[(int) (k - first[depth])];
    }

    private void descend(long k) {
        while (k < first[depth] || k >= first[depth] + count[depth]) {
            depth--;
        }
        while (count[depth] > LEAF && depth < MAX_DEPTH) {
            long lower = Binomial.half(count[depth], nodeKey());
            boolean upper = k >= first[depth] + lower;
            place[depth + 1] = 2 * place[depth] + (upper ? 1 : 0);
            first[depth + 1] = first[depth] + (upper ? lower : 0);
            count[depth + 1] = upper ? count[depth] - lower : lower;
            depth++;
        }
    }

    /** In order, and within the instants of the leaf's edges: the rounding of instants moves none beyond its neighbours. */
    private long[] drawn() {
        double width = 1.0 / (1L << depth);
        long from = even.instant(place[depth] * width);
        long to = even.instant((place[depth] + 1) * width);
        long[] instants = new long[(int) count[depth]];
        long node = nodeKey();
        for (int i = 0; i < instants.length; i++) {
            double at = (place[depth] + Randomness.unit(Randomness.bits(node, i))) * width;
            instants[i] = Math.clamp(even.instant(at), from, to);
        }
        Arrays.sort(instants);
        return instants;
    }

    /** Nodes are numbered by level, as in a heap. */
    private long nodeKey() {
        return Randomness.bits(key, (1L << depth) + place[depth]);
    }
}
