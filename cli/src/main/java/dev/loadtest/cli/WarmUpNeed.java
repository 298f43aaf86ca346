package dev.loadtest.cli;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.share.Shares;
import dev.loadtest.worker.warmup.WarmUp;
import java.util.OptionalLong;

/** How much of a warm-up a run needs. Pure: no I/O. */
final class WarmUpNeed {
    /** So few requests as a check of some endpoints has: a warm-up in full would take longer than they do. */
    static final long FEW = 200;

    private WarmUpNeed() {}

    /** Brief where the plan's cases together send few requests, by a number that is known before; otherwise full. */
    static WarmUp.Extent of(LoadPlan plan) {
        Cases cases = Cases.of(plan);
        if (cases.countSelected() > FEW || !plan.journeys().isEmpty()) {
            return WarmUp.Extent.FULL;
        }
        long planned = 0;
        for (Case item : cases.selected()) {
            OptionalLong total = Shares.total(plan.phase(item.phase()).shape());
            if (total.isEmpty() || total.getAsLong() > FEW) {
                return WarmUp.Extent.FULL;
            }
            planned += total.getAsLong();
        }
        return planned <= FEW ? WarmUp.Extent.BRIEF : WarmUp.Extent.FULL;
    }
}
