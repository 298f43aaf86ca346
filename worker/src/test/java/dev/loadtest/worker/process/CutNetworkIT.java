package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that is cut off from its workers for a while, in real time. */
class CutNetworkIT {
    private static final int WORKERS = 2;
    private static final int PER_SECOND = 50;
    private static final int SECONDS = 8;

    @TempDir
    private Path folder;

    private static LoadPlan plan(int port) {
        Shape shape = new Shape.Rate(
                PER_SECOND, List.of(new Shape.RateStage(Duration.ofSeconds(SECONDS), PER_SECOND)), true, Duration.ZERO);
        LoadPlan plan = PlanFixture.plan()
                .get("health")
                .phase(PhaseFixture.phase("p", "health").shape(shape))
                .build();
        return WorkerFixture.aimed(WorkerFixture.patient(plan), port, WORKERS);
    }

    @Test
    void pausesAndLosesNothing() throws Exception {
        List<CuttableLine> lines = new ArrayList<>();
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            LoadPlan plan = plan(target.port());
            List<Worker> workers = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                lines.add(new CuttableLine(fixture.start().controlPort()));
                workers.add(fixture.remote(lines.getLast().port(), index, 1, plan));
            }
            CompletableFuture<RunResult> run = new Coordinator(plan, workers, fixture.loop(), new RunObserver() {})
                    .start()
                    .toCompletableFuture();
            target.awaitArrivals(PER_SECOND);

            for (CuttableLine line : lines) {
                line.cut();
            }
            while (target.arrivesWithin(Duration.ofSeconds(1))) {
                assertThat(run).isNotDone();
            }
            for (CuttableLine line : lines) {
                line.mend();
            }
            RunResult result = run.get(60, TimeUnit.SECONDS);

            Books.Entry books = result.totals().books().kind(Kind.TRACKED);
            assertThat(result.verdict()).as("%s", result.message()).isEqualTo(Verdict.PASSED);
            assertThat(books.succeeded()).isEqualTo(PER_SECOND * SECONDS);
            assertThat(target.total()).isEqualTo(PER_SECOND * SECONDS);
            assertThat(result.pauses()).hasSize(1);
        } finally {
            for (CuttableLine line : lines) {
                line.close();
            }
        }
    }
}
