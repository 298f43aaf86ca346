package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.coordinate.record.RunMeasures.Row;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements of a run for monitoring, while it goes on and after its end. */
class MeasuresTest {
    private static final int MILLI = 1_000_000;

    private static RunMeasures measure(VirtualRun run) {
        CompletableFuture<RunMeasures> measured = run.coordinator().measure().toCompletableFuture();
        run.stepUntil(measured::isDone);
        return measured.join();
    }

    private static VirtualRun run(LoadPlan plan, int workers) {
        return new VirtualRun(plan, workers, 50, request -> new Answer(10 * MILLI, 200, "12345")).start();
    }

    private static Row row(RunMeasures measures, String phase) {
        return measures.rows().stream()
                .filter(row -> row.key().phase().equals(phase))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void mergedAtTheEnd(int workers) {
        LoadPlan plan = plan().get("get")
                .phase(phase("one", "get").burst(40))
                .phase(phase("two", "get").burst(7))
                .build();
        VirtualRun run = run(plan, workers);
        RunResult result = run.finish();

        RunMeasures measures = measure(run);
        Row one = row(measures, "one");
        assertThat(measures.rows()).hasSize(2);
        assertThat(one.key()).isEqualTo(new RunMeasures.Key("one", "get", Kind.TRACKED));
        assertThat(one.counts().succeeded()).isEqualTo(40);
        assertThat(one.response().count()).isEqualTo(40);
        assertThat(one.response().sumSeconds()).isEqualTo(0.4);
        assertThat(one.firstByte().sumSeconds()).isEqualTo(0.2);
        assertThat(one.lateness().count()).isEqualTo(40);
        assertThat(row(measures, "two").counts().plus(one.counts()))
                .isEqualTo(result.totals().books().kind(Kind.TRACKED).counts());
        assertThat(measures.plannedPerSecond()).isEmpty();
        assertThat(measures.workersLost()).isZero();
    }

    @Test
    void rateWhileItGoesOn() {
        LoadPlan plan = plan().get("get")
                .phase(phase("steady", "get").shape(constant(20, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = run(plan, 3);
        run.stepUntil(() -> run.sent().size() >= 100);

        RunMeasures measures = measure(run);
        assertThat(measures.plannedPerSecond()).containsExactly(entry("steady", 20.0));
        assertThat(measures.workersReady()).isEqualTo(3);
        assertThat(row(measures, "steady").counts().succeeded()).isBetween(50L, 101L);
        assertThat(row(measures, "steady").counts().close()).isTrue();

        run.coordinator().suspend("suspend");
        run.pass(2_000);
        assertThat(measure(run).plannedPerSecond()).containsExactly(entry("steady", 0.0));
    }

    @Test
    void lostWorkersAreCounted() {
        LoadPlan plan = plan().get("get")
                .phase(phase("steady", "get").shape(constant(20, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = run(plan, 3);
        run.stepUntil(() -> run.sent().size() >= 100);
        run.worker(1).die();
        run.pass(5_000);

        RunMeasures measures = measure(run);
        assertThat(measures.workersLost()).isEqualTo(1);
        assertThat(measures.workersReady()).isEqualTo(2);
    }

    /** While they go on, and merged at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void journeys(int workers) {
        LoadPlan plan = plan().get("login")
                .get("pay")
                .journey("buy", step("login"), step("pay", Duration.ofSeconds(10)))
                .phase(PhaseFixture.journeys("shopping", "buy").burst(9))
                .build();
        VirtualRun run = run(plan, workers);
        run.stepUntil(() -> run.sent().size() == 9);
        // Until the workers have told it.
        run.pass(3_000);

        Row underWay = measure(run).journeys().getFirst();
        assertThat(underWay.key()).isEqualTo(new RunMeasures.Key("shopping", "buy", Kind.TRACKED));
        assertThat(underWay.counts().inFlight()).isEqualTo(9);

        RunResult result = run.finish();
        RunMeasures measures = measure(run);
        assertThat(measures.journeys()).hasSize(1);
        Row buy = measures.journeys().getFirst();
        assertThat(buy.counts())
                .isEqualTo(
                        result.totals().journeys().get("buy").kind(Kind.TRACKED).counts());
        assertThat(buy.counts().succeeded()).isEqualTo(9);
        assertThat(buy.response().count()).isEqualTo(9);
        assertThat(measures.size()).isEqualTo(3);
    }

    @Test
    void journeysBeyondTheCapAreOne() {
        PlanFixture many = plan().get("get");
        int count = RunMeasures.MAX_ROWS + 3;
        for (int i = 0; i < count; i++) {
            many.journey("j" + i, step("get")).phase(PhaseFixture.journeys("p" + i, "j" + i));
        }
        VirtualRun run = run(many.build(), 2);
        run.finish();

        assertThat(measure(run).journeys()).hasSize(RunMeasures.MAX_ROWS + 1).anySatisfy(row -> {
            assertThat(row.key().request()).isEqualTo(RunMeasures.OTHER);
            assertThat(row.counts().succeeded()).isEqualTo(3);
        });
    }

    @Test
    void rowsBeyondTheCapAreOne() {
        PlanFixture many = plan().get("get");
        int phases = RunMeasures.MAX_ROWS + 3;
        for (int i = 0; i < phases; i++) {
            many.phase(phase("p" + i, "get").burst(2));
        }
        VirtualRun run = run(many.build(), 2);
        run.finish();

        RunMeasures measures = measure(run);
        assertThat(measures.rows()).hasSize(RunMeasures.MAX_ROWS + 1);
        assertThat(row(measures, RunMeasures.OTHER).counts().succeeded()).isEqualTo(6);
        assertThat(row(measures, RunMeasures.OTHER).response().count()).isEqualTo(6);
        assertThat(measures.rows().stream()
                        .mapToLong(row -> row.counts().succeeded())
                        .sum())
                .isEqualTo(2L * phases);
        // The same rows the next time.
        assertThat(measure(run).rows()).usingRecursiveComparison().isEqualTo(measures.rows());
    }
}
