package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Phase;
import java.util.List;

/** Draws the entry of a mix by weight, from (key, k). Immutable. */
final class MixDraw {
    private final double[] below;
    private final long key;

    private MixDraw(double[] below, long key) {
        this.below = below;
        this.key = key;
    }

    /** @param mix at least one entry, weights not negative with a positive sum */
    static MixDraw of(List<Phase.MixEntry> mix, long caseKey) {
        double[] below = new double[mix.size()];
        double sum = 0;
        for (int i = 0; i < below.length; i++) {
            sum += mix.get(i).weight();
            below[i] = sum;
        }
        return new MixDraw(below, Randomness.key(caseKey, "entry"));
    }

    int entry(long k) {
        int last = below.length - 1;
        if (last == 0) {
            return 0;
        }
        double drawn = Randomness.unit(Randomness.bits(key, k)) * below[last];
        int entry = 0;
        // The product may round up to the sum: still the last entry with a weight.
        while (entry < last && drawn >= below[entry] && below[entry] < below[last]) {
            entry++;
        }
        return entry;
    }
}
