package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.run.UserGenerator.Take;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.Pauses;
import dev.loadtest.engine.share.Randomness;

/** When a user of the closed model is due again. Pure: no I/O, any thread. */
@FunctionalInterface
interface Rhythm {

    /**
     * The next instant, from the start, as both arguments are.
     *
     * @param take what the user did last
     * @param dueNanos when that was planned
     * @param endedNanos when it ended
     */
    long next(Take take, long dueNanos, long endedNanos);

    /** What is drawn depends on the case's draws and the request before the pause alone. */
    static Rhythm of(Shape.Pacing pacing, CaseDraw draw) {
        return switch (pacing) {
            case Shape.Every every -> {
                long interval = every.interval().toNanos();
                yield (take, due, ended) -> due + interval;
            }
            case Shape.After after -> after(after.think(), draw);
        };
    }

    private static Rhythm after(Think think, CaseDraw draw) {
        if (think instanceof Think.Fixed fixed) {
            long nanos = fixed.length().toNanos();
            return (take, due, ended) -> ended + nanos;
        }
        long scored = Randomness.key(draw.key(), "think");
        long unscored = Randomness.key(draw.warmup().key(), "think");
        return (take, due, ended) -> ended
                + Pauses.nanos(think, Randomness.bits(take.kind() == Kind.UNSCORED ? unscored : scored, take.k()));
    }
}
