package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.record.RunCourse;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run over its workers: begins them together, sends orders case by case, waits at barriers, pauses, stops,
 * drains, and accounts for lost workers. Workers never call it: it asks, and each answer is an event on its loop. With
 * a checkpoint it may die at any instant, and another one takes the run over. An exception in an event is a defect and
 * ends the run with an Error; after the end events have no effect. Public methods may be called from any thread.
 */
public final class Coordinator {
    private final Loop unguarded;
    private final GuardedLoop loop;
    private final Checkpoint before;
    private final Course course;
    private final Defects defects;
    private boolean started;

    /** A run without replacements for lost workers and without takeover. */
    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer) {
        this(plan, workers, loop, observer, Duration.ZERO, null, Checkpoint.first());
    }

    /**
     * A run with replacements for lost workers that another coordinator may take over, or one that is taken over.
     *
     * @param workers at the start all of them, ready; at a takeover the existing ones: an index without a worker has
     *     lost its worker
     * @param replacementWait how long the next case waits for a {@link #join} once a worker is lost; then the remaining
     *     workers share it, and a late replacement takes part from the next case on
     * @param store of the epoch in {@code before}, the checkpoint at the start; null without one
     */
    public Coordinator(
            LoadPlan plan,
            List<? extends Worker> workers,
            Loop loop,
            RunObserver observer,
            Duration replacementWait,
            @Nullable CheckpointStore store,
            Checkpoint before) {
        this.unguarded = loop;
        this.loop = new GuardedLoop(loop, this::found);
        this.before = before;
        Run run = Run.of(
                plan, this.loop, observer, replacementWait, store == null ? UnaryOperator.identity() : store::keyed);
        this.course = new Course(run, this.loop, List.copyOf(workers), store, before);
        this.defects = new Defects(course);
    }

    private void found(Throwable defect) {
        defects.found(defect);
    }

    /**
     * Starts or continues the run; the stage completes with its result in every case, except exceptionally with a
     * {@link SupersededException} once another coordinator drives the run, or if a defect leaves no result.
     */
    public CompletionStage<RunResult> start() {
        loop.execute(() -> {
            if (started) {
                return;
            }
            started = true;
            if (before.head().run() == null) {
                course.start();
            } else {
                TakingOver takingOver = new TakingOver(course, before);
                course.enter(takingOver);
                takingOver.begin();
            }
        });
        return course.result();
    }

    /**
     * Adds a worker in place of a lost one of the same {@link Worker#index()}; later cases are shared over it too. A
     * worker that still has the index is given up. The replacement is another process and resumes nothing: a worker
     * given up before stays lost, since its shares are closed.
     */
    public void join(Worker replacement) {
        loop.execute(() -> course.stage().join(replacement));
    }

    /** Obstacle to a replacement, in the cluster's words, for the message if none comes in time. */
    public void hindered(String why) {
        loop.execute(() -> course.workers().hindered(why));
    }

    /** Aborts the run: nothing more is sent, requests in flight may drain, the verdict is Aborted with this reason. */
    public void stop(String reason) {
        loop.execute(() -> course.stage().end(Ending.aborted(course.log(), reason)));
    }

    /** Ends the run in the same way with the verdict Error: something indispensable is gone. */
    public void fail(String reason) {
        loop.execute(() -> course.stage().end(Ending.error(course.log(), reason)));
    }

    /** Pauses the schedule until {@link #resume()}; a starting run pauses as soon as it has started. */
    public void suspend(String reason) {
        loop.execute(() -> course.stage().suspend(reason));
    }

    public void resume() {
        loop.execute(() -> course.stage().resume());
    }

    /**
     * Measurements of the run so far; after its end those of the whole run. Completes on the loop, exceptionally if they
     * cannot be taken, which does not affect the run; never once the loop itself is closed.
     */
    public CompletionStage<RunMeasures> measure() {
        return read(course::measure);
    }

    /** What the run did over time so far; completes as {@link #measure} does. */
    public CompletionStage<RunCourse> course() {
        return read(course::soFar);
    }

    private <T> CompletionStage<T> read(Supplier<T> reading) {
        CompletableFuture<T> read = new CompletableFuture<>();
        unguarded.execute(() -> {
            try {
                read.complete(reading.get());
            } catch (RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
        return read;
    }
}
