package dev.loadtest.engine.result.block;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.share.RowOrder;
import dev.loadtest.engine.share.Shares;

/**
 * Which block of its phase and variant a request belongs to. All units of the phase's cases, one after another, are
 * divided into equal ranges; those of users with a duration by time, because how many they send is not planned. A
 * function of the plan and of the request's place: two runs of a plan have the same requests in a block. Immutable.
 *
 * @param blocks of the phase and variant, at least 1
 * @param position of the case among those of its phase and variant, from 0
 * @param cases of the phase and variant
 * @param length units of a case; for users with a duration, scored nanoseconds of it
 * @param warmupNanos length of the warm-up before the scored schedule of users with a duration
 */
public record BlockRange(int blocks, long position, long cases, long length, boolean byTime, long warmupNanos) {

    /** @param blocks at least 1 */
    public static BlockRange of(LoadPlan plan, Case item, int blocks) {
        Phase phase = plan.phase(item.phase());
        long position = RowOrder.place(plan, phase, item);
        long cases = cases(plan, phase);
        if (phase.shape() instanceof Shape.TimedUsers users) {
            long scored = users.stages().stream()
                    .mapToLong(stage -> stage.duration().toNanos())
                    .sum();
            return new BlockRange(
                    blocks, position, cases, scored, true, users.warmup().toNanos());
        }
        return new BlockRange(
                blocks, position, cases, Shares.total(phase.shape()).orElse(1), false, 0);
    }

    private static long cases(LoadPlan plan, Phase phase) {
        return switch (phase.items()) {
            case Phase.Once once -> 1;
            case Phase.Iterations iterations -> iterations.count();
            case Phase.ForEachFile each -> plan.fileSet(each.fileSet()).files().size();
        };
    }

    /**
     * The block of a request.
     *
     * @param unit index of its unit in the case
     * @param elapsedNanos from the start of its case, in schedule time
     */
    public int of(long unit, long elapsedNanos) {
        long at = Math.clamp(byTime ? elapsedNanos - warmupNanos : unit, 0, Math.max(1, length) - 1);
        double before = position + (double) at / Math.max(1, length);
        return Math.clamp((long) (blocks * (before / cases)), 0, blocks - 1);
    }
}
