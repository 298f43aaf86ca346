package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinators that die one after another while their workers live on. */
class SuccessionIT {
    private static final int WORKERS = 3;
    private static final int DEATHS = 6;
    private static final int TAKEN = 20;
    private static final int USED = 3 * 100;
    private static final int RATED = 4 * 50;

    @TempDir
    private Path folder;

    private final List<WorkerHost> hosts = new ArrayList<>();

    private static LoadPlan plan(int port) {
        Shape rate = new Shape.Rate(50, List.of(new Shape.RateStage(Duration.ofSeconds(4), 50)), true, Duration.ZERO);
        LoadPlan plan = PlanFixture.plan()
                .request(
                        "take",
                        Map.of("n", new ValueSource.Range(0, 5)),
                        List.of(new Capture("handle", new Capture.ResponseHeader("X-Handle"), true)))
                .request("use", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .phase(PhaseFixture.phase("taking", "take").burst(TAKEN))
                .phase(PhaseFixture.phase("rated", "use").needs("taking").shape(rate))
                .phase(PhaseFixture.phase("using", "use")
                        .needs("taking")
                        .iterations(3)
                        .burst(100)
                        .tracked(20))
                .drain(Duration.ofSeconds(5))
                .build();
        return WorkerFixture.aimed(WorkerFixture.patient(plan), port, WORKERS);
    }

    private CompletableFuture<RunResult> coordinate(LoadPlan plan, MemoryStore store, List<WorkerProcess> processes)
            throws Exception {
        Checkpoint before = store.claim();
        WorkerHost host = WorkerHost.start(1);
        hosts.add(host);
        VertxLoop loop = host.loops().getFirst();
        List<RemoteWorker> workers = new ArrayList<>();
        for (int index = 0; index < WORKERS; index++) {
            workers.add(new RemoteWorker(
                    WorkerFixture.endpoint(
                            processes.get(index).controlPort(),
                            index,
                            before.head().epoch()),
                    plan,
                    loop,
                    WorkerFixture.WITHIN));
        }
        return new Coordinator(plan, workers, loop, new RunObserver() {}, Duration.ofSeconds(60), store.line(), before)
                .start()
                .toCompletableFuture();
    }

    @Test
    void equalsUninterruptedRun() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            LoadPlan plan = plan(target.port());
            MemoryStore store = new MemoryStore();
            List<WorkerProcess> processes = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                processes.add(fixture.start());
            }
            CompletableFuture<RunResult> run = coordinate(plan, store, processes);
            for (int death = 0; death < DEATHS; death++) {
                target.awaitArrivals((TAKEN + RATED) / DEATHS);
                hosts.getLast().close();
                run = coordinate(plan, store, processes);
            }
            RunResult result = run.get(60, TimeUnit.SECONDS);

            assertThat(result.verdict()).as("%s", result.message()).isEqualTo(Verdict.PASSED);
            assertThat(target.total()).isEqualTo(TAKEN + RATED + USED);
            long succeeded = 0;
            for (Kind kind : Kind.values()) {
                succeeded += result.totals().books().kind(kind).succeeded();
            }
            assertThat(succeeded).isEqualTo(TAKEN + RATED + USED);
            assertThat(target.counts().keySet()).anyMatch(asked -> asked.startsWith("/use?handle=h"));
        } finally {
            hosts.forEach(WorkerHost::close);
        }
    }
}
