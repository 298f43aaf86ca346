package dev.loadtest.control;

import dev.loadtest.control.PlanSlot.Held;
import dev.loadtest.control.RefusedException.Reason;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The worker's end of the protocol, whatever carries it: one run in the life of a process, commanded by whichever
 * coordinator has the highest epoch. What it does not do it refuses by a {@link RefusedException}, thrown or in the stage.
 * Confined to the worker's loop, on which commands keep their order.
 */
public final class WorkerSession {
    /** The longest that an answer is waited for, shorter than the watchdog's patience. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final String incarnation;
    private final PlanSlot slot;
    private final Watchdog watchdog;
    /** Cases of which a coordinator has not said that it holds them for good. */
    private final Set<String> owed = new HashSet<>();

    private final CompletableFuture<Void> served = new CompletableFuture<>();
    private long epoch;
    private long sequence;
    /** What became of the command that {@link #sequence} names. */
    private CompletionStage<Void> newest = CompletableFuture.completedFuture(null);

    private boolean begun;
    private long originNanos;
    private boolean pausedItself;
    private boolean finished;
    private boolean ending;

    /**
     * @param incarnation this process's own, never used twice
     * @param workers makes the worker for a plan, which may take a while, elsewhere; where it cannot, an
     *     {@link IllegalArgumentException} says why
     * @param leave called once, when no coordinator was heard for {@link Watchdog#LEAVE_AFTER}
     */
    public WorkerSession(
            Loop loop, String incarnation, Function<Installation, CompletionStage<Worker>> workers, Runnable leave) {
        this.incarnation = incarnation;
        this.slot = new PlanSlot(loop, workers);
        this.watchdog = new Watchdog(loop, this::pauseItself, leave);
    }

    /**
     * Takes a plan; the same one again changes nothing but the epoch. A plan that is refused leaves no trace. While it is
     * prepared for longer than {@link #MAX_WAIT} the answer is to ask again.
     */
    public CompletionStage<Standing> install(Installation wanted) {
        if (wanted.epoch() < epoch) {
            throw superseded();
        }
        CompletionStage<Worker> made = slot.take(wanted);
        watchdog.heard();
        return made.thenApply(worker -> {
            admit(wanted.run(), wanted.epoch());
            return standing();
        });
    }

    /**
     * Does a command; the stage completes when it is done, and exceptionally where it cannot be done. One that is repeated is
     * not done again: its answer is that of the first.
     */
    public CompletionStage<Done> perform(Instruction instruction) {
        Worker doing = admit(instruction.caller());
        Command command = instruction.command();
        if (instruction.sequence() > sequence) {
            if (!begun && !(command instanceof Command.Begin)) {
                throw new RefusedException(Reason.CONFLICT, "this worker has not begun");
            }
            sequence = instruction.sequence();
            newest = orDefect(() -> perform(doing, command));
        }
        // A coordinator sends one when the one before is done: an older one that comes late is done where the newest
        // is.
        return newest.thenApply(nothing -> {
            serveOut();
            return new Done(instruction.sequence());
        });
    }

    private CompletionStage<Void> perform(Worker doing, Command command) {
        return switch (command) {
            case Command.Begin begin ->
                doing.begin(begin.originNanos()).thenRun(() -> {
                    originNanos = begun ? originNanos : begin.originNanos();
                    begun = true;
                });
            case Command.Fire fire -> {
                owed.add(fire.order().caseId());
                yield doing.fire(fire.order());
            }
            case Command.Pause pause -> doing.pause();
            case Command.ResumeAt resume -> doing.resumeAt(resume.nanos()).thenRun(() -> pausedItself = false);
            case Command.Stop stop -> doing.stop(stop.reason());
            case Command.Finish finish -> doing.finish().thenRun(() -> finished = true);
            case Command.Forget forget ->
                doing.forget(forget.caseIds()).thenRun(() -> forget.caseIds().forEach(owed::remove));
        };
    }

    /** Runs a command of the engine; an exception is a defect and is reported at once, since a repetition would fail too. */
    private static <T> CompletionStage<T> orDefect(Supplier<CompletionStage<T>> task) {
        CompletionStage<T> asked;
        try {
            asked = task.get();
        } catch (RuntimeException | Error defect) {
            asked = CompletableFuture.failedFuture(defect);
        }
        return asked.exceptionallyCompose(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return CompletableFuture.failedFuture(cause instanceof RefusedException ? cause : defect(cause));
        });
    }

    private static RefusedException defect(Throwable cause) {
        String message = cause.getMessage();
        RefusedException refusal = new RefusedException(
                Reason.DEFECT,
                message == null || message.isBlank() ? cause.getClass().getName() : message);
        refusal.initCause(cause);
        return refusal;
    }

    /** The report that {@code Worker.report} describes; waits {@link #MAX_WAIT} at most. */
    public CompletionStage<WorkerReport> report(ReportRequest request) {
        Worker telling = admit(request.caller());
        if (!begun) {
            throw new RefusedException(Reason.CONFLICT, "this worker has not begun");
        }
        Duration wait = request.patience().compareTo(MAX_WAIT) > 0 ? MAX_WAIT : request.patience();
        return orDefect(() -> telling.report(request.sinceRevision(), request.second(), wait));
    }

    /** The captured values that no report tells any more. */
    public CompletionStage<HeldCaptures> captured(Caller caller) {
        Worker telling = admit(caller);
        return orDefect(telling::captured);
    }

    /**
     * The process was told to end: nothing more is sent, which is filed under the reason, and what is in flight goes on.
     * Commands and reports are answered as before.
     *
     * @return completes on the loop once the run is over, or a coordinator has all that there is to tell for good
     */
    public CompletionStage<Void> end(String reason) {
        ending = true;
        Held held = slot.held();
        if (begun && held != null) {
            held.worker().stop(reason);
        }
        serveOut();
        return served;
    }

    /** Whether its run is over: what it was told to end with after that is no loss. */
    public boolean finished() {
        return finished;
    }

    private void serveOut() {
        if (ending && (finished || owed.isEmpty())) {
            served.complete(null);
        }
    }

    /** The loop's time, for whoever may command this worker. */
    public CompletionStage<ClockReading> clock(Caller caller) {
        return admit(caller).clockNanos().thenApply(ClockReading::new);
    }

    /** Where it stands, for anybody. */
    public Standing standing() {
        Held held = slot.held();
        return new Standing(
                incarnation,
                held == null ? null : held.installation().run(),
                held == null ? 0 : held.installation().index(),
                epoch,
                sequence,
                begun,
                originNanos,
                pausedItself);
    }

    private Worker admit(Caller caller) {
        if (!caller.incarnation().equals(incarnation)) {
            throw new RefusedException(Reason.RESTARTED, "this worker is another process than the one that is meant");
        }
        return admit(caller.run(), caller.epoch());
    }

    /** A higher epoch takes over; its commands are counted anew. */
    private Worker admit(String run, long ofEpoch) {
        Held held = slot.held();
        if (held == null) {
            throw new RefusedException(Reason.NOT_READY, "this worker has no plan yet");
        }
        if (!held.installation().run().equals(run)) {
            throw PlanSlot.ofAnotherRun(held.installation().run());
        }
        if (ofEpoch < epoch) {
            throw superseded();
        }
        if (ofEpoch > epoch) {
            epoch = ofEpoch;
            sequence = 0;
            newest = CompletableFuture.completedFuture(null);
        }
        watchdog.heard();
        return held.worker();
    }

    private RefusedException superseded() {
        return new RefusedException(Reason.SUPERSEDED, "superseded by epoch " + epoch);
    }

    private void pauseItself() {
        Held held = slot.held();
        if (begun && held != null) {
            pausedItself = true;
            held.worker().pause();
        }
    }
}
