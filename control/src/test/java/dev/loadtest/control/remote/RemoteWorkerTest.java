package dev.loadtest.control.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Standing;
import dev.loadtest.control.remote.FaultyChannel.Fate;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.control.session.RecordingWorker;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerDefectException;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.loop.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RemoteWorkerTest {
    private static final LoadPlan PLAN = PlanFixture.plan()
            .get("health")
            .phase(PhaseFixture.phase("p", "health").burst(10))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VirtualLoop loop = new VirtualLoop();
    private final RecordingWorker told = new RecordingWorker(loop);
    private WorkerSession session = process("first");
    private Fate fate = Fate.ARRIVES;
    private final FaultyChannel channel = new FaultyChannel(loop, () -> session, () -> fate);

    private WorkerSession process(String incarnation) {
        return new WorkerSession(loop, incarnation, installation -> CompletableFuture.completedFuture(told), () -> {});
    }

    private RemoteWorker remote(long epoch) {
        return remote(epoch, channel, PATIENCE);
    }

    private RemoteWorker remote(long epoch, ControlChannel through, Duration patience) {
        WorkerEndpoint endpoint = new WorkerEndpoint(
                "run", 0, "10.0.0.1", 8090, new ControlKey(new byte[32]), epoch, AnswerBudget.ofHeap());
        return new RemoteWorker(endpoint, PLAN, loop, through, patience);
    }

    private void pass(Duration time) {
        loop.runUntil(loop.nanos() + time.toNanos());
    }

    private static CompletionStage<Void> fire(RemoteWorker remote, String caseId) {
        return remote.fire(new FireOrder(caseId, 0, 1, 0, Map.of()));
    }

    private static void failsBy(Class<? extends Exception> type, String sentence, CompletionStage<?> stage) {
        assertThat(stage).isDone();
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(type)
                .hasMessage(sentence);
    }

    @Test
    void planThenCommandsInOrder() {
        RemoteWorker remote = remote(1);
        List<CompletionStage<?>> stages = List.of(
                remote.clockNanos(),
                remote.begin(5),
                fire(remote, "a"),
                fire(remote, "b"),
                remote.stop("why"),
                remote.finish(),
                remote.forget(List.of("a", "b")));
        pass(Duration.ofSeconds(1));

        assertThat(stages).allSatisfy(stage -> assertThat(stage).isCompleted());
        assertThat(told.done()).containsExactly("begin 5", "fire a", "fire b", "stop why", "finish", "forget [a, b]");
        assertThat(channel.tried()).filteredOn(ControlPaths.INSTALL::equals).hasSize(1);
    }

    @Test
    void lostMessagesActOnce() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            told.done().clear();
            session = process("of " + seed);
            FaultyChannel unreliable =
                    new FaultyChannel(loop, () -> session, () -> Fate.values()[random.nextInt(Fate.values().length)]);
            RemoteWorker remote = remote(1, unreliable, Duration.ofDays(1));
            List<CompletionStage<?>> stages = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            stages.add(remote.begin(5));
            expected.add("begin 5");
            for (int i = 0; i < 10; i++) {
                stages.add(fire(remote, "case" + i));
                expected.add("fire case" + i);
            }
            pass(Duration.ofHours(1));
            // Paused after that time without a coordinator.
            told.done().removeIf("pause"::equals);

            assertThat(stages).as("seed %d", seed).allSatisfy(stage -> assertThat(stage)
                    .isCompleted());
            assertThat(told.done()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void silentWorkerIsLost() {
        RemoteWorker remote = remote(1);
        fate = Fate.IS_LOST;
        CompletionStage<Long> clock = remote.clockNanos();
        CompletionStage<Void> begun = remote.begin(5);
        pass(PATIENCE.minusSeconds(1));
        assertThat(clock).isNotDone();

        pass(Duration.ofSeconds(61 + 60));

        String why = "it has not answered for 60 s (IOException: no answer)";
        failsBy(WorkerLostException.class, why, clock);
        failsBy(WorkerLostException.class, why, begun);
        CompletionStage<Void> later = remote.finish();
        pass(Duration.ofMillis(1));
        failsBy(WorkerLostException.class, why, later);
    }

    @Test
    void goneWorkerIsLostAtOnce() {
        RemoteWorker remote = remote(1);
        CompletionStage<Void> begun = remote.begin(5);
        fate = Fate.IS_LOST;
        CompletionStage<Void> fired = fire(remote, "a");
        pass(Duration.ofSeconds(2));
        assertThat(begun).isNotDone();
        assertThat(remote.isLost()).isFalse();

        remote.lost("its pod was OOM-killed");
        pass(Duration.ofNanos(1));
        assertThat(remote.isLost()).isTrue();

        failsBy(WorkerLostException.class, "its pod was OOM-killed", begun);
        failsBy(WorkerLostException.class, "its pod was OOM-killed", fired);
        int tried = channel.tried().size();
        pass(Duration.ofMinutes(5));
        assertThat(channel.tried()).hasSize(tried);
    }

    @Test
    void leavingWorkerIsPolledToTheEnd() {
        RemoteWorker remote = remote(1);
        remote.leaving("its pod was deleted");
        CompletionStage<Void> begun = remote.begin(5);
        pass(Duration.ofSeconds(1));
        assertThat(begun).isCompleted();

        fate = Fate.IS_LOST;
        CompletionStage<Long> clock = remote.clockNanos();
        pass(Duration.ofSeconds(4));

        failsBy(WorkerLostException.class, "its pod was deleted", clock);
    }

    @Test
    void restartedWorkerIsLost() {
        RemoteWorker remote = remote(1);
        remote.begin(5);
        pass(Duration.ofSeconds(1));
        session = process("second");

        CompletionStage<Long> clock = remote.clockNanos();
        pass(Duration.ofSeconds(1));
        failsBy(WorkerLostException.class, "its process was restarted", clock);

        // Even if another coordinator has installed the same plan in that process.
        RemoteWorker before = remote(1);
        before.begin(5);
        pass(Duration.ofSeconds(1));
        session = process("third");
        CompletionStage<Void> begun = remote(1).begin(6);
        pass(Duration.ofSeconds(1));
        assertThat(begun).isCompleted();
        CompletionStage<Void> fired = fire(before, "a");
        pass(Duration.ofSeconds(1));

        failsBy(WorkerLostException.class, "its process was restarted", fired);
        assertThat(told.done()).doesNotContain("fire a");
    }

    @Test
    void supersededIsNotLost() {
        RemoteWorker old = remote(1);
        old.begin(5);
        pass(Duration.ofSeconds(1));
        CompletionStage<Standing> taken = remote(2).install();
        pass(Duration.ofSeconds(1));
        assertThat(taken.toCompletableFuture().join()).isEqualTo(new Standing("first", "run", 0, 2, 0, true, 5, false));

        CompletionStage<Void> stopped = old.stop("no more");
        pass(Duration.ofSeconds(1));

        failsBy(SupersededException.class, "superseded by epoch 2", stopped);
        assertThat(told.done()).containsExactly("begin 5");
    }

    @Test
    void secondConnectionContinuesSequence() {
        RemoteWorker first = remote(1);
        first.begin(5);
        fire(first, "a");
        pass(Duration.ofSeconds(1));
        CompletionStage<Void> fired = fire(remote(1), "b");
        pass(Duration.ofSeconds(1));

        assertThat(fired).isCompleted();
        assertThat(told.done()).containsExactly("begin 5", "fire a", "fire b");
    }

    @Test
    void slowPreparationIsAwaited() {
        CompletableFuture<Worker> slow = new CompletableFuture<>();
        session = new WorkerSession(loop, "slow", installation -> slow, () -> {});
        CompletionStage<Void> begun = remote(1).begin(5);
        pass(PATIENCE.multipliedBy(5));
        assertThat(begun).isNotDone();

        slow.complete(told);
        pass(Duration.ofSeconds(3));

        assertThat(begun).isCompleted();
    }

    @Test
    void throwWhileSendingEndsAllWaits() {
        ControlChannel broken = new ControlChannel() {
            @Override
            public <T> CompletionStage<T> call(String path, Object message, Class<T> answer, Duration within) {
                throw new IllegalStateException("no threads");
            }
        };
        RemoteWorker remote = remote(1, broken, PATIENCE);
        List<CompletionStage<?>> stages = List.of(remote.clockNanos(), remote.begin(5));
        pass(Duration.ofMillis(1));

        stages.forEach(stage -> failsBy(
                WorkerDefectException.class,
                "the coordinator's side of the connection has a defect: java.lang.IllegalStateException: no threads",
                stage));
        assertThat(remote.isLost()).isTrue();
    }
}
