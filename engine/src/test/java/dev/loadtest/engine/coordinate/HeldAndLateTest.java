package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Silence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether the target or the generator caused a late send. */
class HeldAndLateTest {
    @Test
    void withoutFreeConnectionIsHeld() {
        LoadPlan plan =
                plan().get("slow").phase(phase("burst", "slow").burst(10)).build();

        RunResult result =
                new VirtualRun(plan, 1, 2, answering(1_000, 200)).start().finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.response().max()).isBetween(4_990_000L, 5_010_000L);
        assertThat(entry.service().max()).isBetween(999_000L, 1_001_000L);
        assertThat(entry.held().maxMicros()).isBetween(3_999_000L, 4_001_000L);
        assertThat(entry.lateness().maxMicros()).isZero();
    }

    @Test
    void starvedLoopMakesRunInvalid() {
        LoadPlan plan = plan().get("fast")
                .phase(phase("rate", "fast").shape(constant(100, Duration.ofSeconds(4))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(1, 200)).start();

        run.pass(2_000);
        run.loop().starve(500_000_000);
        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("rate").contains("late");
        assertThat(result.totals().books().kind(Kind.TRACKED).lateness().maxMicros())
                .isBetween(480_000L, 510_000L);
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("late"));
    }

    /** Four workers share a process, and a pause of it is one cause. */
    @Test
    void latenessOfAProcessIsNotedOnce() {
        VirtualRun run = new VirtualRun(rate(Duration.ofMillis(10)), 4, 100, answering(1, 200)).start();

        run.pass(2_000);
        run.loop().starve(500_000_000);

        assertThat(run.finish().notes())
                .singleElement()
                .asString()
                .startsWith("Workers 0, 1, 2, 3 of one process ran over 10 ms late in up to 1 second, by ");
    }

    @Test
    void latenessWithinItsLimitIsNotNoted() {
        VirtualRun run = new VirtualRun(rate(Duration.ofMillis(200)), 1, 100, answering(1, 200)).start();

        run.pass(2_000);
        run.loop().starve(100_000_000);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).lateness().maxMicros())
                .isGreaterThan(80_000L);
        assertThat(result.notes()).isEmpty();
    }

    private static LoadPlan rate(Duration maxLateness) {
        return plan().get("fast")
                .phase(phase("rate", "fast")
                        .shape(constant(100, Duration.ofSeconds(4)))
                        .maxLateness(maxLateness))
                .build();
    }

    @Test
    void slowTargetKeepsRunValid() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("rate", "slow")
                        .shape(constant(100, Duration.ofSeconds(2)))
                        .maxFailures(new FailureLimit.Percent(100)))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 5, answering(1_000, 200)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).held().maxMicros())
                .isGreaterThan(30_000_000);
    }

    @Test
    void heldTriesAreNotLate() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("sanity", "slow")
                        .iterations(16)
                        .parallelCases(16)
                        .shape(new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1))))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 8, answering(400, 200)).start().finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.held().maxMicros()).isBetween(399_000L, 401_000L);
        assertThat(entry.lateness().maxMicros()).isZero();
    }

    @Test
    void timeoutsAreIndependent() {
        LoadPlan plan = plan().get("silent")
                .phase(phase("rate", "silent")
                        .shape(constant(2, Duration.ofSeconds(2)))
                        .maxFailures(new FailureLimit.Percent(100)))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 2, request -> new Silence()).start().finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(entry.timeouts()).isEqualTo(4);
        assertThat(entry.service().max()).isBetween(29_990_000L, 30_010_000L);
    }

    @Test
    void hiccupWhileHeldKeepsRunValid() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("rate", "slow").shape(constant(100, Duration.ofSeconds(2))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 5, answering(1_000, 200)).start();

        run.pass(20_000);
        run.loop().starve(100_000_000);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).late()).isZero();
    }

    @Test
    void latenessEqualsLagOfLoop() {
        LoadPlan plan =
                plan().get("slow").phase(phase("burst", "slow").burst(100)).build();
        VirtualRun run = new VirtualRun(plan, 1, 10, answering(400, 200)).start();

        run.pass(1_000);
        run.loop().starve(146_000_000);
        RunResult result = run.finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.lateness().maxMicros()).isBetween(100_000L, 147_000L);
        assertThat(entry.held().maxMicros()).isGreaterThan(3_000_000L);
    }
}
