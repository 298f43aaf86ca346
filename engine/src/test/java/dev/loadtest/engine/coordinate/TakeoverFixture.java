package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;

/** A run on pods that sends for 20 s, to be taken over meanwhile. */
final class TakeoverFixture {
    static final long SEED = 1;

    private TakeoverFixture() {}

    static LoadPlan rates(PlanFixture.PhaseFixture... more) {
        PlanFixture plan = plan().get("ok").phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(20))));
        for (PlanFixture.PhaseFixture phase : more) {
            plan.phase(phase);
        }
        return plan.build();
    }

    static VirtualCluster cluster(LoadPlan plan, int workers) {
        return new VirtualCluster(plan, workers, request -> new Answer(100_000_000, 200, "ok"), SEED);
    }
}
