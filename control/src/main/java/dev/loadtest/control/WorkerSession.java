package dev.loadtest.control;

import dev.loadtest.control.RefusedException.Reason;
import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.WorkerReport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of the protocol, whatever carries it: one run in the life of a process, commanded by whichever
 * coordinator has the highest epoch. What it does not do it refuses by a {@link RefusedException}. Confined to the worker's
 * loop, on which commands keep their order.
 */
public final class WorkerSession {
    /** The longest that a report is waited for, shorter than the watchdog's patience. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final Function<Installation, Worker> workers;
    private final Watchdog watchdog;
    private @Nullable Installation installed;
    private @Nullable Worker worker;
    private long epoch = Long.MIN_VALUE;
    private long sequence;
    private boolean begun;
    private boolean pausedItself;

    /**
     * @param workers makes the worker for a plan; where it cannot, an {@link IllegalArgumentException} says why
     * @param leave called once, when no coordinator was heard for {@link Watchdog#LEAVE_AFTER}
     */
    public WorkerSession(Loop loop, Function<Installation, Worker> workers, Runnable leave) {
        this.workers = workers;
        this.watchdog = new Watchdog(loop, this::pauseItself, leave);
    }

    /** Takes a plan; the same one again changes nothing but the epoch. */
    public void install(Installation installation) {
        Installation before = installed;
        if (before == null) {
            try {
                worker = workers.apply(installation);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(Reason.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
            installed = installation;
        } else if (!before.run().equals(installation.run())) {
            throw ofAnotherRun(before.run());
        } else if (before.index() != installation.index() || !before.plan().equals(installation.plan())) {
            throw new RefusedException(
                    Reason.CONFLICT, "this worker holds another plan, or another place, of run " + before.run());
        }
        admit(installation.run(), installation.epoch());
    }

    /** Does a command; the stage completes when it is done. One that was done before is only answered. */
    public CompletionStage<Void> perform(Instruction instruction) {
        Worker doing = admit(instruction.run(), instruction.epoch());
        Command command = instruction.command();
        boolean repeated = instruction.sequence() <= sequence;
        if (!repeated && !begun && !(command instanceof Command.Begin)) {
            throw new RefusedException(Reason.CONFLICT, "this worker has not begun");
        }
        if (repeated) {
            // Whatever it was, it is done or before this in the loop's order: its answer waits for that.
            return doing.clockNanos().thenAccept(nanos -> {});
        }
        sequence = instruction.sequence();
        return perform(doing, command);
    }

    private CompletionStage<Void> perform(Worker doing, Command command) {
        return switch (command) {
            case Command.Begin begin -> {
                begun = true;
                yield doing.begin(begin.originNanos());
            }
            case Command.Fire fire -> doing.fire(fire.order());
            case Command.Pause pause -> doing.pause();
            case Command.ResumeAt resume -> {
                pausedItself = false;
                yield doing.resumeAt(resume.nanos());
            }
            case Command.Stop stop -> doing.stop(stop.reason());
            case Command.Finish finish -> doing.finish();
            case Command.Forget forget -> doing.forget(forget.caseIds());
        };
    }

    /** The report that {@code Worker.report} describes; waits {@link #MAX_WAIT} at most. */
    public CompletionStage<WorkerReport> report(
            String run, long ofEpoch, long sinceRevision, long second, Duration wait) {
        Worker telling = admit(run, ofEpoch);
        if (!begun) {
            throw new RefusedException(Reason.CONFLICT, "this worker has not begun");
        }
        return telling.report(sinceRevision, second, wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
    }

    /** The loop's time, for whoever may command this worker. */
    public CompletionStage<Long> clockNanos(String run, long ofEpoch) {
        return admit(run, ofEpoch).clockNanos();
    }

    /** Whether it stands still because it heard no coordinator, until one resumes it. */
    public boolean pausedItself() {
        return pausedItself;
    }

    /** A higher epoch takes over; its commands are counted anew. */
    private Worker admit(String run, long ofEpoch) {
        if (installed == null || worker == null) {
            throw new RefusedException(Reason.NOT_READY, "this worker has no plan yet");
        }
        if (!installed.run().equals(run)) {
            throw ofAnotherRun(installed.run());
        }
        if (ofEpoch < epoch) {
            throw new RefusedException(Reason.CONFLICT, "superseded by epoch " + epoch);
        }
        if (ofEpoch > epoch) {
            epoch = ofEpoch;
            sequence = 0;
        }
        watchdog.heard();
        return worker;
    }

    private static RefusedException ofAnotherRun(String run) {
        return new RefusedException(Reason.CONFLICT, "this worker belongs to run " + run);
    }

    private void pauseItself() {
        if (begun && worker != null) {
            pausedItself = true;
            worker.pause();
        }
    }
}
