package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a worker's process, in a process of its own. */
class TerminationIT {
    private static final int CONNECTIONS = 32;
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static LoadPlan plan(int port) {
        return WorkerFixture.aimed(
                PlanFixture.plan()
                        .get("health")
                        .phase(PhaseFixture.phase("p", "health").burst(100))
                        .build(),
                port,
                1);
    }

    @Test
    void servesUntilCommitted() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder);
                ForkedWorker worker = ForkedWorker.start(ForkedWorker.environment(30))) {
            target.hold();
            RemoteWorker remote = fixture.remote(worker.port(), 0, 1, plan(target.port()));
            await(remote.begin(await(remote.clockNanos())));
            await(remote.fire(new FireOrder("p", 0, 1, await(remote.clockNanos()), Map.of())));
            target.awaitArrivals(CONNECTIONS);

            worker.terminate();
            WorkerReport report = await(remote.report(0, 0, POLL));
            while (books(report).notSentTotal() == 0) {
                report = await(remote.report(0, 0, POLL));
            }
            assertThat(books(report).notSent()).isEqualTo(Map.of("workerLost", 100L - CONNECTIONS));
            assertThat(books(report).inFlight()).isEqualTo(CONNECTIONS);

            target.release();
            while (!report.shares().getFirst().closed()) {
                report = await(remote.report(0, 0, POLL));
            }
            assertThat(books(report).succeeded()).isEqualTo(CONNECTIONS);
            assertThat(worker.isAlive()).isTrue();
            remote.leaving("its pod was deleted");
            await(remote.forget(List.of("p")));

            assertThat(worker.exitStatus()).isEqualTo(143);
            assertThat(target.total()).isEqualTo(CONNECTIONS);
        }
    }

    @Test
    void afterTheRun() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder);
                ForkedWorker worker = ForkedWorker.start(ForkedWorker.environment(30))) {
            RemoteWorker remote = fixture.remote(worker.port(), 0, 1, plan(target.port()));
            await(remote.begin(await(remote.clockNanos())));
            await(remote.fire(new FireOrder("p", 0, 1, await(remote.clockNanos()), Map.of())));
            WorkerReport report = await(remote.report(0, 0, POLL));
            while (report.shares().isEmpty() || !report.shares().getFirst().closed()) {
                report = await(remote.report(0, 0, POLL));
            }
            await(remote.finish());
            assertThat(worker.isAlive()).isTrue();

            worker.terminate();

            assertThat(worker.exitStatus()).isZero();
            assertThat(worker.rest()).last().isEqualTo("the worker ends: its run is over");
        }
    }

    @Test
    void graceWithoutCoordinator() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder);
                ForkedWorker worker = ForkedWorker.start(ForkedWorker.environment(1))) {
            RemoteWorker remote = fixture.remote(worker.port(), 0, 1, plan(target.port()));
            await(remote.begin(await(remote.clockNanos())));
            await(remote.fire(new FireOrder("p", 0, 1, await(remote.clockNanos()), Map.of())));
            target.awaitArrivals(CONNECTIONS);

            worker.terminate();

            assertThat(worker.exitStatus()).isEqualTo(143);
        }
    }

    @Test
    void invalidEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>(ForkedWorker.environment(1));
        environment.put(WorkerEnvironment.OPERATOR_KEY, "");
        environment.put(WorkerEnvironment.CONTROL_PORT, "many");
        try (ForkedWorker worker = ForkedWorker.start(environment)) {
            assertThat(worker.rest())
                    .containsExactly(
                            "the worker cannot start: LOADTEST_OPERATOR_KEY: the operator's public key does not have 64"
                                    + " hexadecimal digits; LOADTEST_CONTROL_PORT is \"many\", and not a whole number from 0 to"
                                    + " 65535");
            assertThat(worker.exitStatus()).isEqualTo(2);
        }
    }

    private static Books.Entry books(WorkerReport report) {
        List<ShareReport> shares = report.shares();
        return shares.isEmpty()
                ? Books.Entry.NONE
                : shares.getFirst().sheet().tally("health", Kind.TRACKED).entry();
    }
}
