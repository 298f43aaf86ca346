package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.ScheduleClock;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.share.CapturedValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run over its workers: begins them together, fires case after case, waits at the barriers, pauses, stops,
 * drains, and accounts for lost workers. It is never called back by a worker: it asks, and each answer is an event on its
 * loop. Its public methods may be called from any thread.
 */
public final class Coordinator {
    private static final long LOOK_NANOS = 250_000_000;
    private static final long ABORT_CHECK_NANOS = 1_000_000_000;
    private static final long LAST_WORD_NANOS = 10_000_000_000L;

    private final LoadPlan plan;
    private final Loop loop;
    private final RunObserver observer;
    private final WorkerSet workers;
    private final Startup startup;
    private final ScheduleClock clock;
    private final RunBooks books = new RunBooks();
    private final CapturePool captures = new CapturePool();
    private final PhaseSequence sequence;
    private final Decisions decisions;
    private final RunLog log;
    private final LiveView view;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private Live.State state = Live.State.STARTING;
    /** Why the run is suspended as soon as it has started; null where it is not. */
    private @Nullable String suspendedFromStart;

    private long lastEndNanos;
    private boolean finishing;

    /** A run whose workers are not replaced when they are lost. */
    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer) {
        this(plan, workers, loop, observer, Duration.ZERO);
    }

    /**
     * A run whose lost workers may be replaced.
     *
     * @param workers those that it begins with, all ready
     * @param replacementWait how long the next case waits for a {@link #join} once a worker is lost; then it is shared over
     *     those left, and a worker that comes later takes part from the next case on
     */
    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer, Duration replacementWait) {
        this.plan = plan;
        this.loop = loop;
        this.observer = observer;
        this.clock = new ScheduleClock(loop);
        this.sequence = PhaseSequence.of(plan);
        this.decisions = new Decisions(plan, sequence, books);
        this.log = new RunLog(loop);
        this.workers = new WorkerSet(loop, replacementWait);
        this.startup = new Startup(loop, this.workers, this::run, this::onJoined);
        this.view = new LiveView(sequence, books, this.workers, clock);
        workers.forEach(this::link);
    }

    private WorkerLink link(Worker worker) {
        WorkerLink link = new WorkerLink(worker, loop);
        link.listen(this::onReport, this::onLost);
        workers.add(link);
        return link;
    }

    /** Starts the run; the stage completes with its result, whatever happens, and only exceptionally by a defect. */
    public CompletionStage<RunResult> start() {
        execute(() -> {
            log.started();
            loop.at(loop.nanos() + plan.startupDeadline().toNanos(), guarded(this::startupDeadline));
            workers.live().forEach(startup::prepare);
        });
        return result;
    }

    /**
     * Takes in a worker that has come in the place of a lost one, {@link Worker#index()}; cases that start from now on are
     * shared over it too. One that still holds the place is given up. It is another process, and resumes nothing.
     */
    public void join(Worker replacement) {
        execute(() -> {
            if (state == Live.State.DRAINING || state == Live.State.COMPLETED) {
                return;
            }
            for (WorkerLink link : workers.live()) {
                if (link.worker().index() == replacement.index()) {
                    link.lose("another worker has come in its place");
                }
            }
            startup.prepare(link(replacement));
        });
    }

    /** Ends the run: nothing more is sent, what is in flight may drain, the verdict is Aborted with this reason. */
    public void stop(String reason) {
        execute(() -> end(log.reasons()::aborted, reason));
    }

    /** Lets the schedule's clock stand still until {@link #resume()}; one that is starting, as soon as it has started. */
    public void suspend(String reason) {
        execute(() -> {
            if (state == Live.State.STARTING) {
                suspendedFromStart = reason;
            } else {
                pause(reason);
            }
        });
    }

    public void resume() {
        execute(() -> {
            suspendedFromStart = null;
            if (state == Live.State.SUSPENDED) {
                state = Live.State.RUNNING;
                long at = loop.nanos() + workers.leadNanos();
                log.pauseEnds(at);
                workers.begun(link -> link.command(link.worker().resumeAt(link.toWorker(at))));
                clock.resumeAt(at, guarded(this::advance));
                look();
            }
        });
    }

    private void pause(String reason) {
        if (state == Live.State.RUNNING) {
            state = Live.State.SUSPENDED;
            clock.pause();
            log.pauseBegan(reason);
            workers.begun(link -> link.command(link.worker().pause()));
            look();
        }
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
        if (state != Live.State.STARTING) {
            return;
        }
        state = Live.State.RUNNING;
        lastEndNanos = startup.originNanos();
        clock.at(clock.now() + plan.activeDeadline().toNanos(), guarded(this::activeDeadline));
        workers.begun(WorkerLink::poll);
        loop.at(loop.nanos() + LOOK_NANOS, guarded(this::lookAgain));
        loop.at(loop.nanos() + ABORT_CHECK_NANOS, guarded(this::checkAborts));
        if (suspendedFromStart != null) {
            pause(suspendedFromStart);
        }
        advance();
    }

    private void onJoined(WorkerLink link) {
        if (state == Live.State.RUNNING || state == Live.State.SUSPENDED) {
            link.poll();
            advance();
        }
    }

    private void activeDeadline() {
        end(
                log.reasons()::aborted,
                "activeDeadlineSeconds (" + plan.activeDeadline().toSeconds() + " s) have passed");
    }

    /** Goes as far as can be gone now. */
    private void advance() {
        while (state == Live.State.RUNNING && !clock.paused()) {
            PhaseRun phase = sequence.current();
            if (phase == null) {
                drain();
                return;
            }
            startWaiting(phase);
            if (!phase.hasEnded()) {
                return;
            }
            sequence.next();
            if (decisions.stopsRun(phase)) {
                end(
                        log.reasons()::failed,
                        "phase " + phase.phase().name() + " did not pass, and its onFailure is Stop");
            }
        }
    }

    private void startWaiting(PhaseRun phase) {
        while (!phase.waiting().isEmpty() && phase.running() < phase.phase().parallelCases()) {
            CaseRun item = phase.waiting().remove();
            Map<String, List<CapturedValue>> captured =
                    phase.captured(() -> captures.freeze(plan, phase.phase(), phase.variant()));
            String obstacle = sequence.obstacle(phase, captured);
            if (!obstacle.isEmpty()) {
                ended(item, Outcome.SKIPPED, obstacle);
            } else if (workers.awaitsReplacement()) {
                phase.waiting().addFirst(item);
                return;
            } else {
                fire(item, captured);
            }
        }
    }

    private void fire(CaseRun item, Map<String, List<CapturedValue>> captured) {
        List<WorkerLink> live = workers.ready();
        long at = loop.nanos() + workers.leadNanos();
        item.begin(at, clock.now() + (at - loop.nanos()), at - lastEndNanos);
        books.open(item);
        List<Integer> sharers = live.stream().map(link -> link.worker().index()).toList();
        for (int place = 0; place < live.size(); place++) {
            WorkerLink link = live.get(place);
            FireOrder order = new FireOrder(item.item().id(), place, live.size(), link.toWorker(at), captured, sharers);
            item.give(link, order);
            link.command(link.worker().fire(order));
        }
        look();
    }

    private void onReport(WorkerLink link, WorkerReport report) {
        guarded(() -> {
                    for (ShareReport share : report.shares()) {
                        CaseRun item = sequence.find(share.caseId());
                        if (item != null && item.isOpen()) {
                            item.take(link, share);
                            settle(item);
                        }
                    }
                    advance();
                    finishIfDrained();
                })
                .run();
    }

    /** Ends a case whose shares have all ended, and closes one whose shares are all closed. */
    private void settle(CaseRun item) {
        if (item.isRunning() && item.allSharesEnded()) {
            CaseJudgement judgement = decisions.judge(item);
            captures.add(item);
            ended(item, judgement.outcome(), judgement.reason());
        }
        if (item.hasEnded() && item.isOpen() && item.allSharesClosed()) {
            books.close(item);
            log.checkBooks(plan, item);
            workers.begun(link ->
                    link.command(link.worker().forget(List.of(item.item().id()))));
        }
    }

    private void ended(CaseRun item, Outcome outcome, String reason) {
        item.end(outcome, reason, loop.nanos());
        if (item.started()) {
            lastEndNanos = loop.nanos();
        }
        observer.caseEnded(ResultAssembler.caseResult(item, log), sequence.percentEnded());
    }

    /**
     * Ends the run early.
     *
     * @param file where the reason is filed, which decides the verdict
     */
    private void end(Consumer<String> file, String reason) {
        if (state == Live.State.COMPLETED) {
            return;
        }
        file.accept(reason);
        boolean begun = state != Live.State.STARTING;
        if (state == Live.State.DRAINING) {
            workers.begun(link -> link.command(link.worker().stop("stopped")));
            return;
        }
        state = Live.State.DRAINING;
        for (CaseRun item : sequence.cases()) {
            if (item.isRunning()) {
                ended(item, Outcome.ERROR, "stopped while running: " + reason);
            } else if (!item.hasEnded()) {
                ended(item, Outcome.SKIPPED, "the run ended before it: " + reason);
            }
        }
        if (begun) {
            workers.begun(link -> link.command(link.worker().stop("stopped")));
            drain();
        } else {
            complete();
        }
    }

    private void drain() {
        state = Live.State.DRAINING;
        log.pauseEnds(loop.nanos());
        loop.at(loop.nanos() + plan.drain().toNanos(), guarded(this::finish));
        look();
        finishIfDrained();
    }

    private void finishIfDrained() {
        if (state == Live.State.DRAINING && books.open().isEmpty()) {
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
        loop.at(loop.nanos() + LAST_WORD_NANOS, guarded(() -> {
            for (WorkerLink link : workers.live()) {
                if (state == Live.State.DRAINING) {
                    link.lose("it did not answer after the drain");
                }
            }
        }));
    }

    private void onLost(WorkerLink link, String why) {
        guarded(() -> {
                    log.lost(link, why);
                    workers.vacate(link, guarded(() -> afterLoss(why)));
                    long lossMicros = Math.max(0, (loop.nanos() - startup.originNanos()) / 1_000);
                    long unaccounted = 0;
                    for (CaseRun item : List.copyOf(books.open())) {
                        unaccounted += item.lose(plan, link, clock.now(), lossMicros);
                        settle(item);
                    }
                    if (unaccounted > 0) {
                        log.reasons()
                                .invalid("worker " + link.worker().index() + " was lost (" + why
                                        + "), and with it the outcomes of " + unaccounted + " requests");
                        if (plan.onWorkerLoss() == LoadPlan.OnWorkerLoss.ABORT) {
                            end(log.reasons()::aborted, "a worker was lost, and onWorkerLoss is Abort");
                        }
                    }
                    afterLoss(why);
                })
                .run();
    }

    private void afterLoss(String why) {
        if (workers.exhausted()) {
            end(log.reasons()::error, "no worker is left: " + why);
        }
        startup.look();
        advance();
        finishIfDrained();
    }

    private void checkAborts() {
        if (state == Live.State.COMPLETED) {
            return;
        }
        if (state == Live.State.RUNNING || state == Live.State.SUSPENDED) {
            decisions.brokenAbort().ifPresent(reason -> end(log.reasons()::failed, reason));
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
        observer.progressed(view.look(state));
    }

    private void complete() {
        if (state == Live.State.COMPLETED) {
            return;
        }
        state = Live.State.COMPLETED;
        RunResult finished = new ResultAssembler(plan, sequence, books, decisions, log, workers).assemble();
        look();
        workers.close();
        result.complete(finished);
    }

    private void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    /** A defect of ours ends the run visibly instead of leaving it hanging. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error defect) {
                state = Live.State.COMPLETED;
                workers.close();
                result.completeExceptionally(defect);
            }
        };
    }
}
