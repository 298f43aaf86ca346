package dev.loadtest.operator.desired;

import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;

/** How much a plan asks of each of its workers, as far as it says so itself. Pure. */
final class Demand {
    /** Requests a second of one worker, of 40,000 and more that it can send: code that is hardly compiled does that, too. */
    static final double LOW_RATE = 500;
    /** Requests of one worker at once, or as fast as the target answers. */
    static final long FEW = 50;
    /** Cases that follow each other: each waits for the messages of all workers. */
    static final int FEW_CASES = 20;

    private Demand() {}

    /**
     * Whether a worker that has not compiled all of its code can do its share in time: at most {@value #FEW_CASES} cases,
     * with rates of at most {@value #LOW_RATE} requests a second for each worker, all phases together, and with at most
     * {@value #FEW} requests for each worker in any other shape. Journeys, and users for a time, are never that.
     */
    static boolean isLow(LoadPlan plan) {
        if (!plan.journeys().isEmpty() || Cases.of(plan).countSelected() > FEW_CASES) {
            return false;
        }
        double perSecond = 0;
        for (Phase phase : plan.phases()) {
            switch (phase.shape()) {
                case Shape.Rate rate -> perSecond += highest(rate);
                case Shape.Burst burst -> {
                    if (burst.requests() > FEW * plan.parallelism()) {
                        return false;
                    }
                }
                case Shape.CountedUsers users -> {
                    if (users.requests() > FEW * plan.parallelism()) {
                        return false;
                    }
                }
                case Shape.TimedUsers users -> {
                    return false;
                }
                case Shape.Until until -> {}
            }
        }
        return perSecond <= LOW_RATE * plan.parallelism();
    }

    private static double highest(Shape.Rate rate) {
        return Math.max(
                rate.startPerSecond(),
                rate.stages().stream()
                        .mapToDouble(Shape.RateStage::perSecond)
                        .max()
                        .orElse(0));
    }
}
