package dev.loadtest.control.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.Command;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.message.Standing;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.loop.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The worker's end of the control protocol: what it executes once, and what it refuses. */
class WorkerSessionTest {
    private static final LoadPlan PLAN = plan(1);

    private final VirtualLoop loop = new VirtualLoop();
    private final RecordingWorker worker = new RecordingWorker(loop);
    private final CompletableFuture<Worker> preparing = CompletableFuture.completedFuture(worker);
    private int made;
    private int left;
    private final WorkerSession session = new WorkerSession(
            loop,
            "me",
            installation -> {
                made++;
                return preparing;
            },
            () -> left++);

    private static LoadPlan plan(long seed) {
        return PlanFixture.plan()
                .get("health")
                .phase(PlanFixture.PhaseFixture.phase("p", "health").burst(10))
                .seed(seed)
                .build();
    }

    private void install(long epoch) {
        await(session.install(new Installation("run", epoch, 0, PLAN)));
    }

    private void perform(long epoch, long sequence, Command command) {
        await(session.perform(new Instruction(caller("run", epoch), sequence, command)));
    }

    /** The state of a stage after all due tasks of the loop. */
    private <T> T await(CompletionStage<T> stage) {
        loop.runUntil(loop.nanos());
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Caller caller(String run, long epoch) {
        return new Caller(run, epoch, "me");
    }

    private static ReportRequest reportOf(long epoch, Duration wait) {
        return new ReportRequest(caller("run", epoch), 0, 0, wait);
    }

    private static Command fire(String caseId) {
        return new Command.Fire(new FireOrder(caseId, 0, 1, 0, Map.of()));
    }

    private static void refused(Reason reason, String sentence, ThrowingCallable what) {
        assertThatThrownBy(what)
                .hasMessage(sentence)
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    @Test
    void commandActsOnce() {
        install(1);
        List<Command> commands = List.of(
                new Command.Begin(5),
                fire("p"),
                new Command.Pause(),
                new Command.ResumeAt(9),
                new Command.Stop("why"),
                new Command.Finish(),
                new Command.Forget(List.of("p")));
        for (int i = 0; i < commands.size(); i++) {
            perform(1, i + 1, commands.get(i));
            perform(1, i + 1, commands.get(i));
        }

        assertThat(worker.done())
                .containsExactly("begin 5", "fire p", "pause", "resumeAt 9", "stop why", "finish", "forget [p]");
    }

    @Test
    void repeatedPauseKeepsResume() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        perform(1, 2, new Command.Pause());
        perform(1, 3, new Command.ResumeAt(9));
        perform(1, 2, new Command.Pause());

        assertThat(worker.done()).containsExactly("begin 0", "pause", "resumeAt 9");
    }

    @Test
    void failedCommandStaysRefused() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        worker.failing(new IllegalArgumentException("no case q"));

        refused(Reason.DEFECT, "no case q", () -> perform(1, 2, fire("q")));
        worker.failing(null);
        refused(Reason.DEFECT, "no case q", () -> perform(1, 2, fire("q")));

        assertThat(worker.done()).containsExactly("begin 0");
    }

    @Test
    void failedStartIsNotStarted() {
        install(1);
        worker.failing(new IllegalStateException("its files are gone"));
        refused(Reason.DEFECT, "its files are gone", () -> perform(1, 1, new Command.Begin(5)));

        assertThat(session.standing().begun()).isFalse();
        refused(Reason.CONFLICT, "this worker has not started", () -> perform(1, 2, fire("p")));
    }

    @Test
    void higherEpochTakesOver() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        install(3);
        perform(3, 1, fire("p"));

        refused(Reason.SUPERSEDED, "superseded by epoch 3", () -> perform(1, 2, new Command.Stop("old")));
        refused(Reason.SUPERSEDED, "superseded by epoch 3", () -> install(2));
        refused(Reason.SUPERSEDED, "superseded by epoch 3", () -> session.report(reportOf(2, Duration.ofSeconds(1))));
        refused(Reason.SUPERSEDED, "superseded by epoch 3", () -> session.clock(caller("run", 2)));
        assertThat(worker.done()).containsExactly("begin 0", "fire p");
        assertThat(made).isEqualTo(1);
    }

    @Test
    void otherPlanRunOrPlaceIsRefused() {
        install(1);

        String holds = "this worker has another plan or index of run run";
        refused(Reason.CONFLICT, holds, () -> session.install(new Installation("run", 9, 0, plan(2))));
        refused(Reason.CONFLICT, holds, () -> session.install(new Installation("run", 9, 1, PLAN)));
        refused(
                Reason.CONFLICT,
                "this worker belongs to run run",
                () -> session.install(new Installation("other", 9, 0, PLAN)));
        refused(
                Reason.CONFLICT,
                "this worker belongs to run run",
                () -> session.perform(new Instruction(caller("other", 9), 1, new Command.Begin(0))));
        // None of those requests raised the epoch.
        perform(1, 1, new Command.Begin(0));
    }

    @Test
    void nothingBeforePlanAndStart() {
        refused(Reason.NOT_READY, "this worker has no plan yet", () -> perform(1, 1, new Command.Begin(0)));
        install(1);
        refused(Reason.CONFLICT, "this worker has not started", () -> perform(1, 1, fire("p")));
        refused(
                Reason.CONFLICT,
                "this worker has not started",
                () -> session.report(reportOf(1, Duration.ofSeconds(1))));
        perform(1, 1, new Command.Begin(0));

        assertThat(worker.done()).containsExactly("begin 0");
    }

    @Test
    void pausesAloneUntilResumed() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        loop.runUntil(loop.nanos() + Watchdog.PAUSE_AFTER.toNanos());
        assertThat(session.standing().pausedItself()).isTrue();

        perform(2, 1, new Command.ResumeAt(77));

        assertThat(session.standing().pausedItself()).isFalse();
        assertThat(worker.done()).containsExactly("begin 0", "pause", "resumeAt 77");
    }

    @Test
    void supersededCoordinatorCannotResume() {
        install(2);
        perform(2, 1, new Command.Begin(0));
        for (int i = 0; i < 10; i++) {
            loop.runUntil(loop.nanos() + Watchdog.PAUSE_AFTER.toNanos() / 4);
            refused(Reason.SUPERSEDED, "superseded by epoch 2", () -> session.clock(caller("run", 1)));
        }

        assertThat(session.standing().pausedItself()).isTrue();
    }

    @Test
    void leavesOnce() {
        install(1);
        loop.runUntil(loop.nanos() + 3 * Watchdog.LEAVE_AFTER.toNanos());

        assertThat(left).isEqualTo(1);
        assertThat(worker.done()).isEmpty();
    }

    @Test
    void reportWaitIsBounded() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        session.report(reportOf(1, Duration.ofHours(1)));

        assertThat(worker.waits()).containsExactly(WorkerSession.MAX_WAIT);
        assertThat(WorkerSession.MAX_WAIT).isLessThan(Watchdog.PAUSE_AFTER);
    }

    @Test
    void refusedPlanLeavesNoTrace() {
        List<CompletableFuture<Worker>> tries = new ArrayList<>();
        WorkerSession picky = new WorkerSession(
                loop,
                "me",
                installation -> {
                    tries.add(new CompletableFuture<>());
                    return tries.getLast();
                },
                () -> left++);
        Installation wanted = new Installation("run", 1, 0, PLAN);
        CompletionStage<Standing> first = picky.install(wanted);
        CompletionStage<Standing> impatient = picky.install(wanted);
        tries.getFirst().completeExceptionally(new IllegalArgumentException("secret/a/b is missing"));

        refused(Reason.BAD_REQUEST, "secret/a/b is missing", () -> await(first));
        refused(Reason.BAD_REQUEST, "secret/a/b is missing", () -> await(impatient));
        assertThat(picky.standing().run()).isNull();

        CompletionStage<Standing> another = picky.install(new Installation("another", 1, 0, PLAN));
        tries.getLast().complete(worker);

        assertThat(await(another).run()).isEqualTo("another");
        assertThat(tries).hasSize(2);
    }

    @Test
    void otherIncarnationIsRefused() {
        install(1);

        refused(
                Reason.RESTARTED,
                "the addressed worker process is gone; this is a later one",
                () -> session.clock(new Caller("run", 9, "the one before")));
        // Asking for the standing did not raise the epoch.
        perform(1, 1, new Command.Begin(0));
    }

    @Test
    void reportsPosition() {
        assertThat(session.standing()).isEqualTo(new Standing("me", null, 0, 0, 0, false, 0, false));
        install(4);
        perform(4, 1, new Command.Begin(77));
        perform(4, 2, new Command.Pause());

        assertThat(session.standing()).isEqualTo(new Standing("me", "run", 0, 4, 2, true, 77, false));
    }

    @Test
    void preparingAnswersRetry() {
        CompletableFuture<Worker> slow = new CompletableFuture<>();
        WorkerSession reading = new WorkerSession(loop, "me", installation -> slow, () -> left++);
        Installation wanted = new Installation("run", 1, 0, PLAN);
        CompletionStage<Standing> first = reading.install(wanted);
        loop.runUntil(loop.nanos() + WorkerSession.MAX_WAIT.toNanos());
        refused(Reason.PREPARING, "this worker still reads the plan's files", () -> await(first));

        CompletionStage<Standing> second = reading.install(wanted);
        slow.complete(worker);

        assertThat(await(second).run()).isEqualTo("run");
    }

    @Test
    void terminatedServesUntilCommitted() {
        install(1);
        perform(1, 1, new Command.Begin(0));
        perform(1, 2, fire("a"));
        perform(1, 3, fire("b"));
        CompletionStage<Void> served = session.end("workerLost");
        assertThat(worker.done()).last().isEqualTo("stop workerLost");

        perform(1, 4, new Command.Forget(List.of("a")));
        assertThat(served).isNotDone();

        perform(1, 5, new Command.Forget(List.of("b")));
        assertThat(served).isCompleted();
        assertThat(session.finished()).isFalse();
    }

    @Test
    void terminatedOutsideRunOwesNothing() {
        assertThat(session.end("workerLost")).isCompleted();

        WorkerSessionTest other = new WorkerSessionTest();
        other.install(1);
        other.perform(1, 1, new Command.Begin(0));
        other.perform(1, 2, fire("a"));
        other.perform(1, 3, new Command.Finish());

        assertThat(other.session.end("workerLost")).isCompleted();
        assertThat(other.session.finished()).isTrue();
    }

    @Test
    void equivalentPlanOfOtherRelease() {
        install(1);

        await(session.install(new Installation("run", 2, 0, PLAN.withMaxRequestsPerSecond(9))));

        assertThat(session.standing().epoch()).isEqualTo(2);
    }
}
