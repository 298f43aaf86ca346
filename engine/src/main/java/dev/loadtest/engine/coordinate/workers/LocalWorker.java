package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker on a loop of this process; a pod's control API serves one of these. */
public final class LocalWorker implements Worker {
    private static final System.Logger LOG = System.getLogger(LocalWorker.class.getName());

    /** Closed shares are not urgent: batched with the next end, or after this time. */
    private static final long CLOSING_NANOS = 50_000_000;
    /**
     * Report interval for shares with users. No plan contains the instants of their requests, so for a lost worker only
     * its reports count.
     */
    private static final long USERS_NANOS = 200_000_000;

    private final int index;
    private final Loop loop;
    private final LongFunction<WorkerEngine> engines;
    private final String incarnation;
    private long originNanos;
    private @Nullable WorkerEngine engine;
    private @Nullable Throwable defect;
    private long notableRevision;
    private @Nullable Poll poll;

    /** @param engines creates the engine, on the loop, for an origin of run time */
    public LocalWorker(int index, Loop loop, LongFunction<WorkerEngine> engines) {
        this(index, loop, engines, "local-" + index);
    }

    /**
     * @param engines creates the engine, on the loop, for an origin of run time
     * @param incarnation never reused
     */
    public LocalWorker(int index, Loop loop, LongFunction<WorkerEngine> engines, String incarnation) {
        this.incarnation = incarnation;
        this.index = index;
        this.loop = new GuardedLoop(loop, this::threw);
        this.engines = engines;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public String process() {
        return "this process";
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return call(() -> new WorkerStanding(incarnation, engine != null, engine == null ? 0 : originNanos));
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return call(loop::nanos);
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return run(() -> {
            if (engine == null) {
                WorkerEngine made = engines.apply(originNanos);
                made.onEnded(this::ended);
                made.onClosed(this::closed);
                made.onBroken(this::broke);
                this.originNanos = originNanos;
                engine = made;
            }
        });
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return command(e -> e.fire(order));
    }

    @Override
    public CompletionStage<Void> pause() {
        return command(WorkerEngine::pause);
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return command(e -> e.resumeAt(nanos));
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return command(e -> e.stop(reason));
    }

    @Override
    public CompletionStage<Void> finish() {
        return command(WorkerEngine::finish);
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return command(e -> e.forget(caseIds));
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return call(() -> engine == null ? new HeldCaptures(List.of(), List.of()) : engine.captured());
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        CompletableFuture<WorkerReport> answer = new CompletableFuture<>();
        loop.execute(() -> {
            answerPoll();
            Poll next = new Poll(sinceRevision, second, answer);
            poll = next;
            lookAgain(next, loop.nanos() + wait.toNanos());
            if (notableRevision > sinceRevision) {
                answer(next);
            }
        });
        return answer;
    }

    private void lookAgain(Poll waiting, long untilNanos) {
        long at = Math.min(untilNanos, loop.nanos() + USERS_NANOS);
        waiting.timer = loop.at(at, () -> {
            if (at == untilNanos || engine != null && engine.usersChangedSince(waiting.sinceRevision)) {
                answer(waiting);
            } else {
                lookAgain(waiting, untilNanos);
            }
        });
    }

    /** Answers after the loop's current work, so that several changes of one instant make one report. */
    private void ended() {
        notableRevision = required().revision();
        Poll waiting = poll;
        if (waiting != null) {
            loop.execute(() -> answer(waiting));
        }
    }

    /** Ends the worker after a defect in one of its tasks: the task's result would never come. */
    private void threw(Throwable why) {
        WorkerEngine begun = engine;
        if (begun == null) {
            broke(why);
        } else {
            begun.broke(why);
        }
    }

    /** From now on every command and report fails, so that the coordinator gives this worker up. */
    private void broke(Throwable why) {
        LOG.log(System.Logger.Level.ERROR, "worker " + index + " has a defect and sends nothing more", why);
        defect = why;
        answerPoll();
    }

    private void closed() {
        long revision = required().revision();
        loop.at(loop.nanos() + CLOSING_NANOS, () -> {
            notableRevision = Math.max(notableRevision, revision);
            Poll waiting = poll;
            if (waiting != null && waiting.sinceRevision < revision) {
                answer(waiting);
            }
        });
    }

    private void answerPoll() {
        if (poll != null) {
            answer(poll);
        }
    }

    private void answer(Poll waiting) {
        if (poll != waiting) {
            return;
        }
        poll = null;
        if (waiting.timer != null) {
            waiting.timer.cancel();
        }
        complete(waiting.answer, () -> required().report(waiting.sinceRevision, waiting.second));
    }

    private WorkerEngine required() {
        if (defect != null) {
            throw WorkerDefectException.of(defect);
        }
        if (engine == null) {
            throw new NotBegunException(index);
        }
        return engine;
    }

    /** A command that threw may be half done: it counts as not done, and no later command is executed. */
    private CompletionStage<Void> command(Consumer<WorkerEngine> command) {
        return run(() -> command.accept(required()));
    }

    private CompletionStage<Void> run(Runnable task) {
        return call(() -> {
            task.run();
            return null;
        });
    }

    private <T extends @Nullable Object> CompletionStage<T> call(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> complete(done, task));
        return done;
    }

    private <T extends @Nullable Object> void complete(CompletableFuture<T> done, Supplier<T> task) {
        try {
            done.complete(task.get());
        } catch (WorkerDefectException | NotBegunException known) {
            done.completeExceptionally(known);
        } catch (RuntimeException | Error thrown) {
            done.completeExceptionally(WorkerDefectException.of(thrown));
            threw(thrown);
        }
    }

    /** The caller's mistake, which leaves the worker as it is. */
    private static final class NotBegunException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private NotBegunException(int index) {
            super("worker " + index + " has not begun");
        }
    }

    /** A pending report. */
    private static final class Poll {
        private final long sinceRevision;
        private final long second;
        private final CompletableFuture<WorkerReport> answer;
        private Loop.@Nullable Timer timer;

        private Poll(long sinceRevision, long second, CompletableFuture<WorkerReport> answer) {
            this.second = second;
            this.sinceRevision = sinceRevision;
            this.answer = answer;
        }
    }
}
