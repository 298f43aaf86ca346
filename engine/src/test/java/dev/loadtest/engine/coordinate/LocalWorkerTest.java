package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LocalWorkerTest {
    @Nested
    class Contract extends WorkerContract {
        @Override
        protected Worker over(LoadPlan plan, LocalWorker local, VirtualLoop loop) {
            return local;
        }
    }

    /** How far apart reports come, in milliseconds, while a share's requests go out every 50 ms. */
    private static List<Long> gapsBetweenReports(Shape shape) {
        LoadPlan plan = PlanFixture.plan()
                .get("ok")
                .phase(phase("load", "ok").shape(shape))
                .build();
        VirtualLoop loop = new VirtualLoop();
        LocalWorker worker = new LocalWorker(
                0,
                loop,
                origin -> new WorkerEngine(
                        plan,
                        loop,
                        origin,
                        Transports.only(new FakeTransport(loop, 100, answering(10, 200))),
                        new NoResources(),
                        PlainReaders.NONE,
                        (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                        () -> HostHealth.UNKNOWN));
        worker.begin(loop.nanos());
        worker.fire(new FireOrder("load", 0, 1, loop.nanos(), Map.of()));
        List<Long> gaps = new ArrayList<>();
        long end = loop.nanos() + Duration.ofSeconds(5).toNanos();
        long[] asked = {0, loop.nanos()};
        while (loop.nanos() < end) {
            var report = worker.report(asked[0], 0, Duration.ofMillis(500)).toCompletableFuture();
            while (!report.isDone()) {
                loop.step();
            }
            gaps.add((loop.nanos() - asked[1]) / 1_000_000);
            asked[0] = report.join().revision();
            asked[1] = loop.nanos();
        }
        return gaps;
    }

    @Test
    void progressOfUsersEvery250Millis() {
        List<Long> gaps = gapsBetweenReports(new Shape.TimedUsers(
                1,
                List.of(new Shape.UserStage(Duration.ofSeconds(10), 1)),
                true,
                Duration.ofMillis(40),
                Duration.ZERO));

        assertThat(gaps).hasSizeGreaterThan(15).allMatch(gap -> gap <= 250);
    }

    @Test
    void progressOfRateTwiceASecond() {
        assertThat(gapsBetweenReports(PlanFixture.constant(20, Duration.ofSeconds(10))))
                .containsOnly(500L);
    }
}
