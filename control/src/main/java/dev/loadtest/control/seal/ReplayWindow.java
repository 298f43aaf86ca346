package dev.loadtest.control.seal;

import java.util.BitSet;

/**
 * Accepts each number once. Requests on several connections overtake each other, so the newest numbers may arrive in
 * any order; a number older than the window counts as a repetition (RFC 4303, section 3.4.3). Confined to one thread.
 */
final class ReplayWindow {
    static final int WIDTH = 1_024;

    /** Accepted numbers among the newest {@link #WIDTH}, by remainder. */
    private final BitSet taken = new BitSet(WIDTH);

    private long newest;

    /** @param number at least 0 */
    boolean take(long number) {
        if (number <= newest - WIDTH) {
            return false;
        }
        for (long between = Math.max(newest + 1, number - WIDTH + 1); between <= number; between++) {
            taken.clear(index(between));
        }
        newest = Math.max(newest, number);
        if (taken.get(index(number))) {
            return false;
        }
        taken.set(index(number));
        return true;
    }

    private static int index(long number) {
        return (int) (number % WIDTH);
    }
}
