package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.Baseline;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run with its coordinator beside the reconciler. Any thread; no method blocks. Refuses commands until its checkpoint
 * is open; the reconciler repeats them every second.
 */
final class ActiveRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final RunProgress progress;
    private final RunStart start;
    private final Consumer<ActiveRun> drop;
    private final ThreadLoop loop;
    private volatile @Nullable String takeoverFailure;
    private volatile @Nullable RunMeasures lastMeasures;
    private @Nullable Driven driven;
    private boolean closed;

    /** State once the checkpoint is open. */
    private record Driven(
            Coordinator coordinator,
            WorkerPods workerPods,
            long epoch,
            CompletionStage<RunResult> ended,
            Watchman watchman) {}

    /** @param drop called if this process cannot drive the run, or not any more; the run may be taken over then */
    ActiveRun(RunStart start, Consumer<ActiveRun> drop) {
        this.start = start;
        this.drop = drop;
        progress = new RunProgress(Cases.of(start.plan()).countSelected(), start.reported());
        loop = new ThreadLoop("run-" + start.plan().name());
        progress.suspending(start.suspended());
        Thread.ofVirtual().name("open-" + start.plan().name()).start(this::open);
    }

    private void open() {
        try {
            Optional<String> broken = start.upkeep().look();
            if (broken.isPresent()) {
                progress.broke(broken.get());
            } else {
                opened(start.opening().open());
            }
        } catch (IOException e) {
            progress.broke(e.getMessage() == null ? "the checkpoint cannot be read" : e.getMessage());
        } catch (CheckpointRefusedException e) {
            progress.broke("the checkpoint cannot be stored: " + e.getMessage());
        } catch (SupersededException e) {
            superseded(e);
        } catch (RuntimeException e) {
            LOG.warn("the run of {} cannot be driven now: {}", start.plan().name(), e.getMessage());
            takeoverFailure = e.getMessage() == null ? e.toString() : e.getMessage();
            drop.accept(this);
        }
    }

    private synchronized void opened(Opening.Opened opened) {
        if (closed) {
            return;
        }
        progress.begin(opened.checkpoint());
        List<PodWorker> workers = start.workers().stream()
                .map(connect -> connect.to(opened.epoch(), start.plan(), loop))
                .toList();
        WorkerPods workerPods = new WorkerPods(start.pods(), workers);
        Coordinator coordinator = new Coordinator(
                start.plan(), workers, loop, progress, start.replacement(), opened.store(), opened.checkpoint());
        CompletionStage<RunResult> ended = coordinator.start();
        if (start.suspended()) {
            coordinator.suspend("suspend");
        } else {
            // The run may have been suspended when its previous coordinator ended.
            coordinator.resume();
        }
        Watchman watchman = new Watchman(
                start.plan().name(),
                List.of(
                        start.upkeep(),
                        opened.upkeep(),
                        new AddressUpdates(() -> start.upkeep().addresses(), workerPods::living)),
                Watchman.EVERY,
                coordinator::fail);
        driven = new Driven(coordinator, workerPods, opened.epoch(), ended, watchman);
        ended.whenComplete((result, failure) -> ended(coordinator, workerPods, result, failure));
    }

    private void ended(
            Coordinator coordinator, WorkerPods workerPods, @Nullable RunResult result, @Nullable Throwable failure) {
        Optional<SupersededException> superseded = Stream.of(
                        Optional.ofNullable(failure), Optional.ofNullable(cause(failure)))
                .flatMap(Optional::stream)
                .filter(SupersededException.class::isInstance)
                .map(SupersededException.class::cast)
                .findFirst();
        if (result != null) {
            // Measured first: the loop may be closed once the result is delivered.
            measured(coordinator)
                    .thenApplyAsync(measures -> judged(explained(result)), task -> Thread.ofVirtual()
                            .name("explain-" + start.plan().name())
                            .start(task))
                    .thenAccept(explained -> deliver(workerPods, explained));
        } else if (superseded.isPresent()) {
            superseded(superseded.get());
        } else {
            LOG.error("the coordinator of {} failed", start.plan().name(), failure);
            progress.broke("the coordinator failed: " + failure);
        }
    }

    /** Current measurements; the last known ones where they fail. */
    private CompletionStage<Optional<RunMeasures>> measured(Coordinator coordinator) {
        return coordinator.measure().handle((measures, failure) -> {
            if (measures == null) {
                LOG.debug("the run of {} cannot be measured", start.plan().name(), failure);
            } else {
                lastMeasures = measures;
            }
            return lastMeasures();
        });
    }

    /** Empty before its checkpoint is open. */
    synchronized CompletionStage<Optional<RunMeasures>> measure() {
        return driven == null ? CompletableFuture.completedFuture(Optional.empty()) : measured(driven.coordinator());
    }

    /** The most recent measurements; empty without any. */
    Optional<RunMeasures> lastMeasures() {
        return Optional.ofNullable(lastMeasures);
    }

    /**
     * The result of a run that could not send its load, with the reason why where its objects show it: who deletes or
     * suspends a Job ends its workers, often before the next regular look at the Job.
     */
    private RunResult explained(RunResult result) {
        if (result.verdict() == Verdict.PASSED || result.verdict() == Verdict.FAILED) {
            return result;
        }
        try {
            return start.upkeep().look().map(result::withError).orElse(result);
        } catch (RuntimeException unreachable) {
            LOG.debug(
                    "the objects of the run of {} cannot be read", start.plan().name(), unreachable);
            return result;
        }
    }

    /** Compared with its baseline, if it has one. */
    private RunResult judged(RunResult result) {
        Baseline baseline = start.baseline();
        try {
            return baseline == null ? result : baseline.judge(result);
        } catch (RuntimeException defect) {
            LOG.error("the run of {} cannot be compared", start.plan().name(), defect);
            return result.withError("the run could not be compared with its baseline: " + defect);
        }
    }

    private void deliver(WorkerPods workerPods, RunResult result) {
        start.reports()
                .map(reports -> Delivery.deliver(result, reports, workerPods))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenAccept(note -> progress.ended(result, note));
    }

    /** Retried: a worker may lie, and another operator that has taken over makes progress. */
    private void superseded(SupersededException how) {
        LOG.warn("the run of {} is not driven here: {}", start.plan().name(), how.getMessage());
        takeoverFailure = "another operator reportedly drives it (" + how.getMessage() + ")";
        drop.accept(this);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure == null ? null : failure.getCause();
    }

    String place() {
        return start.place();
    }

    /** Why it was dropped; empty if it was not. */
    Optional<TakeoverFailure> takeoverFailure() {
        return Optional.ofNullable(takeoverFailure)
                .map(why ->
                        TakeoverFailure.first(start.at(), why, start.opening().others()));
    }

    synchronized RunSnapshot snapshot() {
        Map<Integer, String> pods =
                driven == null ? start.pods() : driven.workerPods().pods();
        return progress.snapshot(start.plan(), pods);
    }

    synchronized void suspend() {
        if (driven != null) {
            progress.suspending(true);
            driven.coordinator().suspend("suspend");
        }
    }

    synchronized void resume() {
        if (driven != null) {
            progress.suspending(false);
            driven.coordinator().resume();
        }
    }

    synchronized void stop(String reason) {
        if (driven != null) {
            progress.stopping();
            driven.coordinator().stop(reason);
        }
    }

    synchronized void gone(int index, String pod, String why) {
        if (driven != null) {
            driven.workerPods().gone(index, pod, why);
        }
    }

    synchronized void leaving(int index, String pod, String why) {
        if (driven != null) {
            driven.workerPods().leaving(index, pod, why);
        }
    }

    synchronized void hindered(String why) {
        if (driven != null) {
            driven.coordinator().hindered(why);
        }
    }

    /** @param connect creates the coordinator's side of the pod, for its epoch */
    synchronized void came(int index, String pod, Connect connect) {
        if (driven != null) {
            Driven now = driven;
            now.workerPods()
                    .came(index, pod, () -> connect.to(now.epoch(), start.plan(), loop))
                    .ifPresent(now.coordinator()::join);
        }
    }

    /** Stops its load now; it ends once requests in flight have drained. */
    synchronized void abandon(String reason) {
        stop(reason);
        if (driven == null) {
            close();
        } else {
            driven.ended().whenComplete((result, failure) -> close());
        }
    }

    /** Releases it without stopping the load. */
    @Override
    public synchronized void close() {
        closed = true;
        if (driven != null) {
            driven.workerPods().close();
            driven.watchman().close();
        }
        loop.close();
    }
}
