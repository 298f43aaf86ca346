package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import java.util.List;

/** The position of a unit among all that take rows in order, in one phase and variant. Pure. */
public sealed interface RowOrder {

    /** From 0; each unit has its own. */
    long at(long k);

    /**
     * Of units that are counted: those of earlier cases come first, selected or not, so that a case takes the same rows when it
     * runs alone.
     *
     * @param before units that the phase's earlier cases plan
     */
    record Counted(long before) implements RowOrder {
        @Override
        public long at(long k) {
            return before + k;
        }
    }

    /**
     * Of users' units: all users' first ones, then all users' second ones. With as many rows as users everyone keeps one.
     *
     * @param users the most at any time
     */
    record ByUser(long users) implements RowOrder {
        @Override
        public long at(long k) {
            return Shares.user(k) + Shares.unitOfUser(k) * users;
        }
    }

    /** Of a case's scored units. */
    static RowOrder of(LoadPlan plan, Case item) {
        Phase phase = plan.phase(item.phase());
        return switch (phase.shape()) {
            case Shape.TimedUsers users -> new ByUser(UserSchedule.of(users).users());
            case Shape.Burst burst -> counted(plan, phase, item);
            case Shape.Rate rate -> counted(plan, phase, item);
            case Shape.CountedUsers users -> counted(plan, phase, item);
            case Shape.Until until -> counted(plan, phase, item);
        };
    }

    /** Of the units of its warm-up. */
    static RowOrder warmup(LoadPlan plan, Case item) {
        return plan.phase(item.phase()).shape() instanceof Shape.CountedUsers users
                ? new ByUser(users.users())
                : of(plan, item);
    }

    private static RowOrder counted(LoadPlan plan, Phase phase, Case item) {
        long units = Shares.total(phase.shape()).orElseThrow();
        return new Counted(place(plan, phase, item) * units);
    }

    /** How many cases of the phase come before it in its variant. */
    static long place(LoadPlan plan, Phase phase, Case item) {
        return switch (phase.items()) {
            case Phase.Once once -> 0;
            case Phase.Iterations iterations -> item.iteration();
            case Phase.ForEachFile each -> {
                List<FileRef> files = plan.fileSet(each.fileSet()).files();
                yield Math.max(0, files.indexOf(item.file()));
            }
        };
    }
}
