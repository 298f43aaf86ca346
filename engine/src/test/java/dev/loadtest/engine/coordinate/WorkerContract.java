package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerDefectException;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a coordinator relies on, over every connection to a worker. */
public abstract class WorkerContract {
    private static final Map<String, ValueSource> ID = Map.of("id", new ValueSource.Range(0, 1_000_000));

    private static final LoadPlan PLAN = plan().request("ok", ID, List.of())
            .request("captures", ID, List.of(new Capture("handle", new Capture.JsonPointer("/handle"), false)))
            .phase(phase("burst", "ok").burst(10))
            .phase(phase("second", "ok").burst(10))
            .phase(phase("rate", "ok").shape(PlanFixture.constant(10, Duration.ofSeconds(10))))
            .phase(phase("capturing", "captures").burst(1))
            .build();

    private final VirtualLoop loop = new VirtualLoop();
    private int toFail = Integer.MAX_VALUE;
    private final FakeTransport transport = new FakeTransport(loop, 100, request -> {
        if (--toFail == 0) {
            throw new IllegalStateException("a defect of the transport");
        }
        return new Answer(100_000_000, 200, "ok");
    });
    private Worker worker;

    @BeforeEach
    void connect() {
        worker = over(PLAN, local(), loop);
    }

    /** The worker as a coordinator has it. */
    protected abstract Worker over(LoadPlan plan, LocalWorker local, VirtualLoop loop);

    private LocalWorker local() {
        return new LocalWorker(
                0,
                loop,
                origin -> new WorkerEngine(
                        PLAN,
                        loop,
                        origin,
                        Transports.only(transport),
                        new NoResources(),
                        PlainReaders.of((document, pointer) -> {
                            throw new IllegalStateException("a defect of the reader");
                        }),
                        (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                        () -> HostHealth.UNKNOWN));
    }

    private <T> CompletableFuture<T> after(Duration time, CompletionStage<T> stage) {
        loop.runUntil(loop.nanos() + time.toNanos());
        return stage.toCompletableFuture();
    }

    private void does(CompletionStage<Void> command) {
        assertThat(after(Duration.ofSeconds(1), command)).isCompleted();
    }

    private CompletionStage<Void> fire(String caseId) {
        return worker.fire(new FireOrder(caseId, 0, 1, loop.nanos(), Map.of()));
    }

    private CompletableFuture<WorkerReport> report() {
        return after(Duration.ofSeconds(5), worker.report(0, 0, Duration.ofSeconds(1)));
    }

    private static long planned(WorkerReport report, String caseId) {
        return report.shares().stream()
                .filter(share -> share.caseId().equals(caseId))
                .mapToLong(share ->
                        share.sheet().totals().books().kind(Kind.TRACKED).planned())
                .sum();
    }

    @Test
    void repeatedCommandActsOnce() {
        long origin = loop.nanos();
        does(worker.begin(origin));
        does(worker.begin(origin + 5));
        does(fire("burst"));
        does(fire("burst"));
        assertThat(transport.sent()).hasSize(10);
        does(worker.forget(List.of("burst")));
        does(worker.forget(List.of("burst")));
        does(fire("burst"));

        assertThat(transport.sent()).hasSize(10);
        assertThat(report().join().shares()).isEmpty();
    }

    @Test
    void failedCommandStaysFailed() {
        does(worker.begin(loop.nanos()));

        failsByDefect(after(Duration.ofSeconds(5), fire("nothing")));
        failsByDefect(after(Duration.ofSeconds(5), fire("nothing")));
        failsByDefect(report());
    }

    private static void failsByDefect(CompletableFuture<?> stage) {
        assertThat(stage)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(WorkerDefectException.class);
    }

    @Test
    void throwInTaskFailsPendingReport() {
        does(worker.begin(loop.nanos()));
        does(fire("rate"));
        CompletionStage<WorkerReport> waiting = worker.report(Long.MAX_VALUE, 0, Duration.ofHours(1));
        toFail = 3;

        failsByDefect(after(Duration.ofSeconds(3), waiting));
        int sent = transport.sent().size();
        assertThat(after(Duration.ofSeconds(20), worker.pause())).isCompletedExceptionally();
        assertThat(transport.sent()).hasSize(sent);
    }

    @Test
    void throwInOutcomeFailsNextReport() {
        does(worker.begin(loop.nanos()));
        does(fire("capturing"));

        failsByDefect(report());
    }

    @Test
    void commandsAfterEndSendNothing() {
        does(worker.begin(loop.nanos()));
        does(fire("burst"));
        does(worker.finish());
        WorkerReport before = report().join();

        does(fire("burst"));
        does(fire("second"));
        does(worker.resumeAt(loop.nanos()));
        does(worker.finish());

        assertThat(transport.sent()).hasSize(10);
        assertThat(planned(report().join(), "burst")).isEqualTo(planned(before, "burst"));
    }
}
