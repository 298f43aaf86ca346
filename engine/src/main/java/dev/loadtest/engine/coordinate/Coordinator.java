package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.WorkerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run over its workers: begins them together, fires case after case, waits at the barriers, pauses, stops,
 * drains, and accounts for lost workers. It is never called back by a worker: it asks, and each answer is an event on its
 * loop. Where it keeps a checkpoint, it may die at any instant, and another one takes the run over. Its public methods may
 * be called from any thread.
 */
public final class Coordinator {
    private static final long LOOK_NANOS = 250_000_000;
    private static final long ABORT_CHECK_NANOS = 1_000_000_000;
    private static final long LAST_WORD_NANOS = 10_000_000_000L;
    /** What its stopping is filed as. */
    static final String STOPPED = "stopped";

    private final Run run;
    private final LoadPlan plan;
    private final Loop loop;
    private final RunLog log;
    private final WorkerSet workers;
    private final Checkpoint before;
    private final Checkpointer checkpoints;
    private final Startup startup;
    private final CaseFlow flow;
    private final LiveView view;
    private final List<Worker> given;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    /** What is asked of it before it knows where the run stands. */
    private final List<Runnable> deferred = new ArrayList<>();

    private Live.State state = Live.State.STARTING;
    private boolean takingOver;
    /** Why the run is suspended as soon as it has started; null where it is not. */
    private @Nullable String suspendedFromStart;

    private long resumedNanos = Long.MIN_VALUE;
    private boolean finishing;
    private boolean completing;

    /** A run whose workers are not replaced when they are lost, and which ends with its coordinator. */
    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer) {
        this(plan, workers, loop, observer, Duration.ZERO);
    }

    /** A run whose lost workers may be replaced, and which ends with its coordinator. */
    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer, Duration replacementWait) {
        this(plan, workers, loop, observer, replacementWait, null, Checkpoint.first());
    }

    /**
     * A run whose lost workers may be replaced, and which another coordinator may take over; or one that is taken over.
     *
     * @param workers at its start all of them, ready; later those there are: a place that none is given for has lost its
     *     worker
     * @param replacementWait how long the next case waits for a {@link #join} once a worker is lost; then it is shared over
     *     those left, and a worker that comes later takes part from the next case on
     * @param store of the epoch in {@code before}; null where no checkpoint is kept
     * @param before what there is of the run
     */
    public Coordinator(
            LoadPlan plan,
            List<? extends Worker> workers,
            Loop loop,
            RunObserver observer,
            Duration replacementWait,
            @Nullable CheckpointStore store,
            Checkpoint before) {
        this.run =
                Run.of(plan, loop, observer, replacementWait, store == null ? UnaryOperator.identity() : store::keyed);
        this.plan = plan;
        this.loop = loop;
        this.log = run.log();
        this.workers = run.workers();
        this.before = before;
        this.given = List.copyOf(workers);
        this.checkpoints = new Checkpointer(run, store, before, this::leave);
        this.startup = new Startup(run, checkpoints, guarded(this::run), link -> guarded(() -> onJoined(link))
                .run());
        this.flow = new CaseFlow(
                run,
                checkpoints,
                () -> state == Live.State.RUNNING && !run.clock().paused(),
                this::drain,
                reason -> end(log.reasons()::failed, reason));
        this.view = new LiveView(run.sequence(), run.books(), this.workers, run.clock(), run.time());
    }

    /**
     * Starts the run, or goes on with it; the stage completes with its result, whatever happens. It completes exceptionally
     * by a {@link SupersededException} once another coordinator drives the run, and otherwise only by a defect.
     */
    public CompletionStage<RunResult> start() {
        execute(() -> {
            if (before.head().run() != null) {
                takingOver = true;
                new Takeover(run, before, given, events(), this::takenOver, this::guarded).start();
                return;
            }
            log.started();
            loop.at(loop.nanos() + plan.startupDeadline().toNanos(), guarded(this::startupDeadline));
            for (Worker worker : given) {
                workers.add(new WorkerLink(worker, loop, events()));
            }
            workers.live().forEach(startup::prepare);
        });
        return result;
    }

    /**
     * Takes in a worker that has come in the place of a lost one, {@link Worker#index()}; cases that start from now on are
     * shared over it too. One that still holds the place is given up. It is another process, and resumes nothing: one that
     * the run has given up before, and that can be reached again, stays lost, since its shares are closed.
     */
    public void join(Worker replacement) {
        onceKnown(() -> {
            if (state == Live.State.DRAINING || state == Live.State.COMPLETED) {
                return;
            }
            for (WorkerLink link : workers.live()) {
                if (link.index() == replacement.index()) {
                    link.lose("another worker has come in its place");
                }
            }
            WorkerLink link = new WorkerLink(replacement, loop, events());
            workers.add(link);
            startup.prepare(link);
        });
    }

    /** Ends the run: nothing more is sent, what is in flight may drain, the verdict is Aborted with this reason. */
    public void stop(String reason) {
        onceKnown(() -> end(log.reasons()::aborted, reason));
    }

    /** Lets the schedule's clock stand still until {@link #resume()}; one that is starting, as soon as it has started. */
    public void suspend(String reason) {
        onceKnown(() -> {
            if (state == Live.State.STARTING) {
                suspendedFromStart = reason;
            } else {
                pause(reason, loop.nanos());
            }
        });
    }

    public void resume() {
        onceKnown(() -> {
            suspendedFromStart = null;
            goOn();
        });
    }

    private void goOn() {
        if (state == Live.State.SUSPENDED) {
            state = Live.State.RUNNING;
            moveOn();
            look();
        }
    }

    private void moveOn() {
        long at = loop.nanos() + workers.leadNanos();
        resumedNanos = at;
        log.pauseEnds(at);
        workers.begun(link -> link.command(link.worker().resumeAt(link.toWorker(at))));
        run.clock().resumeAt(at, guarded(flow::advance));
        checkpoints.changed();
    }

    private void pause(String reason, long sinceNanos) {
        if (state == Live.State.RUNNING) {
            state = Live.State.SUSPENDED;
            standSince(sinceNanos, reason);
            workers.begun(link -> link.command(link.worker().pause()));
            checkpoints.changed();
            look();
        }
    }

    private void standSince(long nanos, String reason) {
        run.clock().pauseSince(nanos);
        log.pauseBegan(nanos, reason);
    }

    private void startupDeadline() {
        if (state == Live.State.STARTING) {
            end(
                    log.reasons()::error,
                    "the workers were not ready within startupDeadlineSeconds ("
                            + plan.startupDeadline().toSeconds() + " s)");
        }
    }

    private void run() {
        if (state == Live.State.STARTING) {
            state = Live.State.RUNNING;
            keepWatch();
            if (suspendedFromStart != null) {
                pause(suspendedFromStart, loop.nanos());
            }
            flow.advance();
            look();
        }
    }

    private void keepWatch() {
        long deadline = run.time().originNanos() + plan.activeDeadline().toNanos();
        run.clock()
                .at(
                        deadline,
                        guarded(() -> end(
                                log.reasons()::aborted,
                                "activeDeadlineSeconds ("
                                        + plan.activeDeadline().toSeconds() + " s) have passed")));
        workers.begun(WorkerLink::poll);
        loop.at(loop.nanos() + LOOK_NANOS, guarded(this::lookAgain));
        loop.at(loop.nanos() + ABORT_CHECK_NANOS, guarded(this::checkAborts));
    }

    /** Goes on where another coordinator left the run. */
    private void takenOver(Takeover takeover) {
        takingOver = false;
        if (!run.time().hasOrigin()) {
            loop.at(loop.nanos() + plan.startupDeadline().toNanos(), guarded(this::startupDeadline));
            takeover.forEachDeparted(this::onLost);
            startup.look();
        } else {
            startup.isOver();
            state = Live.State.RUNNING;
            keepWatch();
            goOnAfter(takeover);
        }
        List.copyOf(deferred).forEach(Runnable::run);
        deferred.clear();
        flow.advance();
        finishIfDrained();
    }

    private void goOnAfter(Takeover takeover) {
        takeIn();
        if (run.time().drains()) {
            state = Live.State.DRAINING;
            drainUntil(run.time().drainNanos() + plan.drain().toNanos());
            if (takeover.pausedThemselves() && !run.time().endedEarly()) {
                moveOn();
            }
        } else if (run.clock().paused()) {
            state = Live.State.SUSPENDED;
            workers.begun(link -> link.command(link.worker().pause()));
            if (takeover.pausedThemselves()) {
                goOn();
            }
        }
        // First what has ended: later phases draw from what it captured.
        List.copyOf(run.books().open()).forEach(flow::settle);
        takeover.forEachDeparted(this::onLost);
        afterPause(flow::fireMissing);
        if (run.time().drains() && run.time().endedEarly()) {
            workers.begun(link -> link.command(link.worker().stop(STOPPED)));
        } else if (takeover.wasStopped()) {
            endAsItsWorkersWereTold();
        }
        checkpoints.changed();
    }

    /** Workers that no head called begun, and the places of those that are to be replaced. */
    private void takeIn() {
        for (WorkerLink link : workers.live()) {
            if (!link.begun()) {
                startup.begin(link);
            } else if (!link.ready()) {
                checkpoints.whenCommitted(guarded(() -> {
                    workers.admit(link);
                    flow.advance();
                }));
            }
        }
        if (!run.time().drains()) {
            workers.awaitPlaces(guarded(() -> afterLoss("they were lost before an operator took the run over")));
        }
    }

    /** No checkpoint says why the run was ended; where a phase or a threshold demands it, that is why. */
    private void endAsItsWorkersWereTold() {
        Optional<String> failed = flow.passEnded()
                .or(() -> run.decisions().brokenAbort(run.sequence().lastStarted()));
        if (failed.isPresent()) {
            end(log.reasons()::failed, failed.get());
        } else {
            end(log.reasons()::aborted, "it was stopped by an operator that is gone");
        }
    }

    /** Orders name instants that no pause may lie before. */
    private void afterPause(Runnable task) {
        if (state == Live.State.SUSPENDED || run.clock().paused()) {
            run.clock().at(run.clock().now(), guarded(task));
        } else {
            task.run();
        }
    }

    private void onJoined(WorkerLink link) {
        if (state == Live.State.RUNNING || state == Live.State.SUSPENDED) {
            link.poll();
            flow.advance();
        }
    }

    private void onReport(WorkerLink link, WorkerReport report) {
        flow.take(link, report);
        if (report.stopped().equals(LostShare.REASON) && !link.leaving()) {
            onLeaving(link, report);
        }
        long pausedNanos = link.toCoordinator(report.pause().sinceNanos());
        if (report.pause().paused() && pausedNanos > resumedNanos) {
            onPausedThemselves(pausedNanos);
        }
        flow.advance();
        finishIfDrained();
    }

    /** Workers that heard of nobody stand still, and what is held of ended cases waits with them. */
    private void onPausedThemselves(long sinceNanos) {
        if (state == Live.State.RUNNING) {
            pause(Restoration.UNSEEN, sinceNanos);
            goOn();
        } else if (state == Live.State.DRAINING && !run.time().endedEarly()) {
            standSince(sinceNanos, Restoration.UNSEEN);
            moveOn();
        }
    }

    /** The worker's process was told to end: it fires nothing more, and is lost once it has told what it has. */
    private void onLeaving(WorkerLink link, WorkerReport report) {
        link.leave();
        workers.vacate(link, guarded(flow::advance));
        // What it told when it was taken over it does not tell again.
        boolean owes = report.shares().stream().anyMatch(LostShare::owes)
                || run.books().open().stream().anyMatch(item -> item.wasCutShortBy(link));
        if (owes && plan.onWorkerLoss() == LoadPlan.OnWorkerLoss.ABORT) {
            end(log.reasons()::aborted, "worker " + link.index() + " was told to end, and onWorkerLoss is Abort");
        }
    }

    /**
     * Ends the run early.
     *
     * @param file where the reason is filed, which decides the verdict
     */
    private void end(Consumer<String> file, String reason) {
        if (state == Live.State.COMPLETED || completing) {
            return;
        }
        file.accept(reason);
        Live.State was = state;
        state = Live.State.DRAINING;
        run.time().endedEarly(true);
        workers.begun(link -> link.command(link.worker().stop(STOPPED)));
        if (was == Live.State.DRAINING) {
            return;
        }
        flow.endAll(reason);
        if (was == Live.State.STARTING) {
            complete();
        } else {
            drain();
        }
    }

    private void drain() {
        state = Live.State.DRAINING;
        log.pauseEnds(loop.nanos());
        run.time().drains(loop.nanos());
        checkpoints.changed();
        drainUntil(loop.nanos() + plan.drain().toNanos());
        look();
        finishIfDrained();
    }

    private void drainUntil(long nanos) {
        loop.at(nanos, guarded(this::finish));
    }

    private void finishIfDrained() {
        if (state == Live.State.DRAINING && run.books().open().isEmpty() && !completing) {
            if (!finishing) {
                workers.begun(link -> link.command(link.worker().finish()));
            }
            complete();
        }
    }

    /** The drain is over: what is not known to have ended by now is unresolved. */
    private void finish() {
        if (state != Live.State.DRAINING || finishing) {
            return;
        }
        finishing = true;
        workers.begun(link -> link.command(link.worker().finish()));
        awaitLastWords(loop.nanos() + LAST_WORD_NANOS);
    }

    private void awaitLastWords(long untilNanos) {
        loop.at(untilNanos, guarded(() -> {
            long late = loop.nanos() - untilNanos;
            if (late > LAST_WORD_NANOS / 10) {
                // This process itself stood still: what workers said meanwhile is still to be read.
                awaitLastWords(loop.nanos() + LAST_WORD_NANOS);
                return;
            }
            for (WorkerLink link : workers.live()) {
                if (run.books().open().stream().anyMatch(item -> item.isOwedBy(link))) {
                    link.lose("it did not answer after the drain");
                }
            }
        }));
    }

    private void onLost(WorkerLink link, String why) {
        log.lost(link, why);
        checkpoints.gone(link);
        workers.vacate(link, guarded(() -> afterLoss(why)));
        long unaccounted = 0;
        for (CaseRun item : List.copyOf(run.books().open())) {
            unaccounted += item.lose(
                    plan, link, run.clock().now(), Math.max(0, run.time().now() / 1_000));
            flow.settle(item);
        }
        if (unaccounted > 0) {
            log.reasons()
                    .invalid("worker " + link.index() + " was lost (" + why + "), and with it the outcomes of "
                            + unaccounted + " requests");
            if (plan.onWorkerLoss() == LoadPlan.OnWorkerLoss.ABORT) {
                end(
                        log.reasons()::aborted,
                        "worker " + link.index() + " was lost (" + why + "), and onWorkerLoss is Abort");
            }
        }
        afterLoss(why);
    }

    private void afterLoss(String why) {
        if (workers.exhausted()) {
            end(log.reasons()::error, "no worker is left: " + why);
        }
        startup.look();
        flow.advance();
        finishIfDrained();
    }

    private void checkAborts() {
        if (state == Live.State.COMPLETED) {
            return;
        }
        if (state == Live.State.RUNNING || state == Live.State.SUSPENDED) {
            run.decisions().brokenAbort().ifPresent(reason -> end(log.reasons()::failed, reason));
        }
        loop.at(loop.nanos() + ABORT_CHECK_NANOS, guarded(this::checkAborts));
    }

    private void lookAgain() {
        if (state != Live.State.COMPLETED) {
            look();
            loop.at(loop.nanos() + LOOK_NANOS, guarded(this::lookAgain));
        }
    }

    private void look() {
        run.observer().progressed(view.look(state));
    }

    /** The result is told once a checkpoint holds all that it is made of. */
    private void complete() {
        if (!completing) {
            completing = true;
            checkpoints.whenCommittedOrRefused(guarded(() -> {
                state = Live.State.COMPLETED;
                RunResult finished = new ResultAssembler(run).assemble();
                look();
                close();
                result.complete(finished);
            }));
        }
    }

    /** Another coordinator drives the run, or this one has a defect: nothing is touched any more. */
    private void leave(Throwable why) {
        state = Live.State.COMPLETED;
        close();
        result.completeExceptionally(why);
    }

    private void close() {
        checkpoints.stop();
        workers.close();
    }

    private WorkerLink.Listener events() {
        return new WorkerLink.Listener() {
            @Override
            public void reported(WorkerLink link, WorkerReport report) {
                guarded(() -> onReport(link, report)).run();
            }

            @Override
            public void lost(WorkerLink link, String why) {
                guarded(() -> onLost(link, why)).run();
            }

            @Override
            public void superseded(SupersededException how) {
                leave(how);
            }
        };
    }

    private void onceKnown(Runnable task) {
        execute(() -> {
            if (takingOver) {
                deferred.add(task);
            } else {
                task.run();
            }
        });
    }

    private void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    /** A defect of ours ends the run visibly instead of leaving it hanging. */
    private Runnable guarded(Runnable task) {
        return () -> {
            if (result.isDone()) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error defect) {
                leave(defect);
            }
        };
    }
}
