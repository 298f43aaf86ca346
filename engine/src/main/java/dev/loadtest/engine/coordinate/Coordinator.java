package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.coordinate.record.Run;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run over its workers: begins them together, fires case after case, waits at the barriers, pauses, stops,
 * drains, and accounts for lost workers. It is never called back by a worker: it asks, and each answer is an event on its
 * loop. Where it keeps a checkpoint, it may die at any instant, and another one takes the run over. What throws in any of
 * its events is a defect, which ends the run with an Error; after the end no event does anything. Its public methods may be
 * called from any thread.
 */
public final class Coordinator {
    private final GuardedLoop loop;
    private final Checkpoint before;
    private final Course course;
    private final Defects defects;
    private boolean started;

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
     * Starts the run, or goes on with it; the stage completes with its result, whatever happens. It completes exceptionally
     * by a {@link SupersededException} once another coordinator drives the run, and otherwise only where a defect leaves no
     * result.
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
     * Takes in a worker that has come in the place of a lost one, {@link Worker#index()}; cases that start from now on are
     * shared over it too. One that still holds the place is given up. It is another process, and resumes nothing: one that
     * the run has given up before, and that can be reached again, stays lost, since its shares are closed.
     */
    public void join(Worker replacement) {
        loop.execute(() -> course.stage().join(replacement));
    }

    /** Tells what keeps a replacement from coming, in the cluster's words: the message says so where none comes in time. */
    public void hindered(String why) {
        loop.execute(() -> course.workers().hindered(why));
    }

    /** Ends the run: nothing more is sent, what is in flight may drain, the verdict is Aborted with this reason. */
    public void stop(String reason) {
        loop.execute(() -> course.stage().end(Ending.aborted(course.log(), reason)));
    }

    /** Ends the run likewise, with the verdict Error: something that it cannot do without is gone. */
    public void fail(String reason) {
        loop.execute(() -> course.stage().end(Ending.error(course.log(), reason)));
    }

    /** Lets the schedule's clock stand still until {@link #resume()}; one that is starting, as soon as it has started. */
    public void suspend(String reason) {
        loop.execute(() -> course.stage().suspend(reason));
    }

    public void resume() {
        loop.execute(() -> course.stage().resume());
    }
}
