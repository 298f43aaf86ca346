package dev.loadtest.cli;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.share.Shares;
import dev.loadtest.worker.warmup.WarmUp;
import java.util.OptionalLong;

/** How much of a warm-up a run needs. Pure: no I/O. */
final class WarmUpNeed {
    /** Number of requests, such as of a smoke check, that end sooner than a full warm-up. */
    static final long FEW = 200;

    private WarmUpNeed() {}

    /** Brief if the number of requests is planned and at most {@link #FEW}; otherwise full. */
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
