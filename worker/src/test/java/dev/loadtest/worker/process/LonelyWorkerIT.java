package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.message.Standing;
import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker without a coordinator, in real time. */
class LonelyWorkerIT {
    private static final int PER_SECOND = 100;
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void pausesUntilResumed() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            List<Shape.RateStage> stages = List.of(new Shape.RateStage(Duration.ofMinutes(1), PER_SECOND));
            LoadPlan plan = WorkerFixture.aimed(
                    PlanFixture.plan()
                            .get("health")
                            .phase(PhaseFixture.phase("p", "health")
                                    .shape(new Shape.Rate(PER_SECOND, stages, true, Duration.ZERO))
                                    .maxLateness(SILENCE))
                            .build(),
                    target.port(),
                    1);
            WorkerProcess process = fixture.start();
            RemoteWorker first = fixture.remote(process, 0, 1, plan);
            await(first.begin(System.nanoTime()));
            long before = System.nanoTime();
            await(first.fire(new FireOrder("p", 0, 1, System.nanoTime(), Map.of())));
            long after = System.nanoTime();

            // It sends for five more seconds, and then nothing.
            long last = after;
            while (target.arrivesWithin(SILENCE)) {
                last = System.nanoTime();
            }
            assertThat(Duration.ofNanos(last - before)).isGreaterThan(Duration.ofMillis(4_500));
            assertThat(Duration.ofNanos(last - after)).isLessThan(Duration.ofSeconds(30));
            Standing standing = await(fixture.storage(process).standing());
            assertThat(standing.pausedItself()).isTrue();

            RemoteWorker next = fixture.remote(process, 0, 2, plan);
            await(next.resumeAt(await(next.clockNanos())));
            target.awaitArrivals(PER_SECOND);
            WorkerReport report = await(next.report(0, 0, Duration.ZERO));
            // The pause is not lateness: due instants were moved.
            assertThat(report.shares())
                    .singleElement()
                    .satisfies(share -> assertThat(share.sheet().late()).isZero());
        }
    }
}
