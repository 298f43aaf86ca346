package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.wire.BlockState;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Parts of the requests of a run, by phase, variant, request and kind. */
class BlocksOfRunTest {
    private static final Map<String, ValueSource> ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));

    /** Its end is a function of the request. */
    private static Fate fate(PreparedRequest request) {
        int hash = request.target().hashCode() & 0x7fffffff;
        return switch (hash % 20) {
            case 0 -> new Failure(1_000_000, ErrorCause.RESET, "");
            case 1 -> new Silence();
            case 2 -> new Answer(1_000_000, 500, "");
            default -> new Answer((1 + hash % 50) * 1_000_000L, 200, "");
        };
    }

    private static RunResult run(LoadPlan plan, int workers) {
        return new VirtualRun(plan, workers, 1_000, BlocksOfRunTest::fate)
                .start()
                .finish();
    }

    private static BlockEntry only(RunResult result) {
        assertThat(result.blocks()).hasSize(1);
        return result.blocks().getFirst();
    }

    private static LoadPlan burst() {
        return plan().request("get", ID, List.of())
                .phase(phase("load", "get").burst(640).iterations(3).maxFailures(new FailureLimit.Percent(100)))
                .build();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 5})
    void anyNumberOfWorkersFillsThemAlike(int workers) {
        BlockEntry one = only(run(burst(), 1));
        BlockEntry many = only(run(burst(), workers));

        assertThat(many.print()).isEqualTo(one.print());
        assertThat(many.blocks())
                .extracting(BlockState::index, BlockState::sent, BlockState::failures)
                .isEqualTo(one.blocks().stream()
                        .map(it -> org.assertj.core.api.Assertions.tuple(it.index(), it.sent(), it.failures()))
                        .toList());
    }

    @Test
    void togetherTheyAreTheBooks() {
        RunResult result = run(burst(), 3);

        List<BlockState> blocks = only(result).blocks();
        assertThat(blocks).hasSize(32).allSatisfy(it -> assertThat(it.sent()).isEqualTo(60));
        var tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(blocks.stream().mapToLong(BlockState::sent).sum()).isEqualTo(1_920);
        assertThat(blocks.stream().mapToLong(BlockState::failures).sum())
                .isEqualTo(tracked.counts().sent() - tracked.counts().succeeded())
                .isPositive();
        assertThat(blocks.stream().mapToLong(it -> it.response().sumMicros()).sum() / 1e3)
                .isCloseTo(
                        tracked.response().mean() * tracked.response().count() / 1e3,
                        org.assertj.core.data.Offset.offset(1.0));
    }

    @Test
    void kindsAreApartAndWarmUpIsLeftOut() {
        Shape rate = new Shape.Rate(
                100, List.of(new Shape.RateStage(Duration.ofSeconds(10), 100)), false, Duration.ofSeconds(3));
        RunResult result = run(
                plan().request("get", ID, List.of())
                        .phase(phase("load", "get").shape(rate).tracked(64).maxFailures(new FailureLimit.Percent(100)))
                        .build(),
                2);

        assertThat(result.blocks()).extracting(BlockEntry::kind).containsExactly(Kind.TRACKED, Kind.FIRE_AND_FORGET);
        assertThat(result.blocks().getFirst().blocks()).hasSize(32).allSatisfy(it -> assertThat(it.sent())
                .isEqualTo(2));
        assertThat(result.blocks().getLast().blocks().stream()
                        .mapToLong(BlockState::sent)
                        .sum())
                .isEqualTo(936);
    }

    @Test
    void stepsAreInTheBlockOfTheirJourney() {
        RunResult result = run(
                plan().at("a", "/a")
                        .at("b", "/b")
                        .journey("visit", step("a"), step("b"))
                        .phase(journeys("load", "visit").burst(64).maxFailures(new FailureLimit.Percent(100)))
                        .build(),
                2);

        assertThat(result.blocks()).extracting(BlockEntry::request).startsWith("a");
        assertThat(result.blocks().getFirst().blocks()).hasSize(32).allSatisfy(it -> assertThat(it.sent())
                .isEqualTo(2));
    }

    @Test
    void usersWithADurationFillThemByTime() {
        Shape users = new Shape.TimedUsers(
                4,
                List.of(new Shape.UserStage(Duration.ofSeconds(32), 4)),
                false,
                Duration.ofMillis(90),
                Duration.ofSeconds(5));
        RunResult result = new VirtualRun(
                        plan().get("get")
                                .phase(phase("load", "get").shape(users))
                                .build(),
                        2,
                        10,
                        request -> new Answer(10_000_000, 200, ""))
                .start()
                .finish();

        assertThat(only(result).blocks()).hasSize(32).allSatisfy(it -> assertThat(it.sent())
                .isBetween(38L, 42L));
    }

    @Test
    void aLostWorkersBlocksAreThoseItReported() {
        LoadPlan plan = plan().get("get")
                .phase(phase("load", "get")
                        .maxFailures(new FailureLimit.Percent(100))
                        .shape(PlanFixture.constant(32, Duration.ofSeconds(32))))
                .build();
        VirtualCluster cluster = new VirtualCluster(plan, 2, request -> new Answer(5_000_000, 200, ""), 3);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(16_000);
        cluster.killWorker(0);
        cluster.pass(8_000);
        first.die();

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.workersLost()).isEqualTo(1);
        List<BlockState> blocks = only(result).blocks();
        assertThat(blocks).hasSize(32);
        assertThat(blocks.subList(0, 8)).allSatisfy(it -> assertThat(it.sent()).isEqualTo(32));
        assertThat(blocks.subList(24, 32))
                .allSatisfy(it -> assertThat(it.sent()).isEqualTo(16));
    }
}
