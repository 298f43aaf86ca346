package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.run.UnitCounts;
import dev.loadtest.engine.share.IndexCount;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the units that a lost worker had come to: the first ones of each name. Those of one name go to one target
 * and are begun in their order, but may overtake others, whose target has no free connection. Confined to one thread.
 */
final class Unbegun implements IndexCount.Filter {
    /** By entry of the mix: the position of its unit in {@link #left}. */
    private final int[] units;
    /** How many of each unit are still to be left out. */
    private final long[] left;

    private Unbegun(int[] units, long[] left) {
        this.units = units;
        this.left = left;
    }

    /**
     * A filter; null for a mix of one unit, of which those begun are the first of all.
     *
     * @param begun the number of a unit to leave out
     */
    static @Nullable Unbegun of(Phase phase, UnitCounts counts, ToLongFunction<UnitCounts.OfUnit> begun) {
        List<Unit> mix = phase.mix().stream().map(Phase.MixEntry::unit).toList();
        List<Unit> different = mix.stream().distinct().toList();
        if (different.size() == 1) {
            return null;
        }
        long[] left = new long[different.size()];
        counts.each().stream()
                .filter(count -> different.contains(count.unit()))
                .forEach(count -> left[different.indexOf(count.unit())] = begun.applyAsLong(count));
        return new Unbegun(mix.stream().mapToInt(different::indexOf).toArray(), left);
    }

    @Override
    public boolean counts(int entry, long k) {
        int unit = units[entry];
        if (left[unit] > 0) {
            left[unit]--;
            return false;
        }
        return true;
    }
}
