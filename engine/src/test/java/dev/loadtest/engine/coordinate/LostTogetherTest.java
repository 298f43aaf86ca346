package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coordinator and workers die within a moment: orders after the last checkpoint are known to none that is left. */
class LostTogetherTest {
    private static final int SEEDS = 40;
    private static final String SAID = "may have been sent after that checkpoint, and are sent again";

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private static LoadPlan bursts(LoadPlan.OnWorkerLoss onLoss) {
        return plan().request("ok", Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L)), List.of())
                .onWorkerLoss(onLoss)
                .phase(phase("burst", "ok").iterations(40).burst(60))
                .build();
    }

    private static VirtualCluster cluster(LoadPlan plan, int workers, long seed) {
        return new VirtualCluster(plan, workers, request -> new Answer(100_000_000, 200, "ok"), seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void requestsSentTwiceAreReported(int seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(3);
        VirtualCluster cluster = cluster(bursts(LoadPlan.OnWorkerLoss.CONTINUE), workers, seed);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(500 + random.nextInt(2_500));
        if (random.nextBoolean()) {
            first.dieFiring();
            cluster.pass(random.nextInt(200));
        }
        first.die();
        int killed = random.nextBoolean() ? workers : 1 + random.nextInt(workers);
        for (int index = 0; index < killed; index++) {
            cluster.killWorker(index);
            cluster.replaceWorker(index);
        }

        RunResult result = cluster.finish(cluster.drive());

        Set<String> once = new HashSet<>();
        long twice =
                cluster.sent().stream().filter(request -> !once.add(request)).count();
        long booked = result.totals().books().kind(Kind.TRACKED).sent();
        if (twice > 0 || cluster.sent().size() > booked) {
            assertThat(result.verdict())
                    .as("seed %d: %s", seed, result.message())
                    .isEqualTo(Verdict.INVALID);
            assertThat(result.message()).as("seed %d", seed).contains(SAID);
        }
    }

    @Test
    void firstCaseIsNamed() {
        VirtualCluster cluster = cluster(bursts(LoadPlan.OnWorkerLoss.CONTINUE), 2, 1);
        lose(cluster);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message())
                .containsPattern("no worker is left of those that the last checkpoint knew: burst\\[iter\\d+\\] "
                        + "\\(60 requests\\), and cases after it, " + SAID);
    }

    @Test
    void onWorkerLossAbort() {
        VirtualCluster cluster = cluster(bursts(LoadPlan.OnWorkerLoss.ABORT), 2, 1);
        lose(cluster);

        assertThat(cluster.finish(cluster.drive()).verdict()).isEqualTo(Verdict.ABORTED);
    }

    private static void lose(VirtualCluster cluster) {
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(2_000);
        first.die();
        for (int index = 0; index < 2; index++) {
            cluster.killWorker(index);
            cluster.replaceWorker(index);
        }
    }

    @Test
    void noNoteIfNoCaseCanHaveEnded() {
        VirtualCluster cluster = cluster(
                plan().get("ok")
                        .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(60))))
                        .phase(phase("later", "ok").burst(10))
                        .build(),
                2,
                1);
        lose(cluster);

        assertThat(cluster.finish(cluster.drive()).message())
                .contains("was lost")
                .doesNotContain(SAID);
    }
}
