package dev.loadtest.control.session;

import dev.loadtest.control.message.Caller;
import dev.loadtest.control.message.ClockReading;
import dev.loadtest.control.message.Command;
import dev.loadtest.control.message.Done;
import dev.loadtest.control.message.Installation;
import dev.loadtest.control.message.Instruction;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.message.ReportRequest;
import dev.loadtest.control.message.Standing;
import dev.loadtest.control.session.PlanSlot.Held;
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
 * The worker's end of the protocol, independent of transport: one run for the life of a process, commanded by the
 * coordinator with the highest epoch. Refuses with a {@link RefusedException}, thrown or in the stage. Confined to the
 * worker's loop, on which commands keep their order.
 */
public final class WorkerSession {
    /** Maximum wait for an answer, shorter than the watchdog's patience. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final String incarnation;
    private final PlanSlot slot;
    private final Watchdog watchdog;
    /** Cases that no coordinator has reported as committed. */
    private final Set<String> owed = new HashSet<>();

    private final CompletableFuture<Void> served = new CompletableFuture<>();
    private long epoch;
    private long sequence;
    /** Result of the command numbered {@link #sequence}. */
    private CompletionStage<Void> newest = CompletableFuture.completedFuture(null);

    private boolean begun;
    private long originNanos;
    private boolean pausedItself;
    private boolean finished;
    private boolean ending;

    /**
     * @param incarnation of this process, never reused
     * @param workers creates the worker for a plan, possibly elsewhere and slowly; fails with an {@link
     *     IllegalArgumentException} that says why
     * @param leave called once, after {@link Watchdog#LEAVE_AFTER} without a coordinator
     */
    public WorkerSession(
            Loop loop, String incarnation, Function<Installation, CompletionStage<Worker>> workers, Runnable leave) {
        this.incarnation = incarnation;
        this.slot = new PlanSlot(loop, workers);
        this.watchdog = new Watchdog(loop, this::pauseItself, leave);
    }

    /**
     * Installs a plan; a repetition changes only the epoch. A refused plan leaves no trace. If the preparation takes
     * longer than {@link #MAX_WAIT}, the answer is to retry later.
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
     * Executes a command; the stage completes when it is done, exceptionally if it fails. A repetition is not executed
     * again and gets the first answer.
     */
    public CompletionStage<Done> perform(Instruction instruction) {
        Worker doing = admit(instruction.caller());
        Command command = instruction.command();
        if (instruction.sequence() > sequence) {
            if (!begun && !(command instanceof Command.Begin)) {
                throw new RefusedException(Reason.CONFLICT, "this worker has not started");
            }
            sequence = instruction.sequence();
            newest = orDefect(() -> perform(doing, command));
        }
        // A coordinator sends a command when the previous one is done: an older number means that the newest is done.
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

    /**
     * Executes a command of the engine; an exception is a defect and reported at once, since a repetition would fail
     * too.
     */
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

    /** The report as {@code Worker.report} describes it; waits {@link #MAX_WAIT} at most. */
    public CompletionStage<WorkerReport> report(ReportRequest request) {
        Worker telling = admit(request.caller());
        if (!begun) {
            throw new RefusedException(Reason.CONFLICT, "this worker has not started");
        }
        Duration wait = request.patience().compareTo(MAX_WAIT) > 0 ? MAX_WAIT : request.patience();
        return orDefect(() -> telling.report(request.sinceRevision(), request.second(), wait));
    }

    /** Captured values of cases that reports no longer contain. */
    public CompletionStage<HeldCaptures> captured(Caller caller) {
        Worker telling = admit(caller);
        return orDefect(telling::captured);
    }

    /**
     * Ends the sending because the process received SIGTERM: unsent requests are filed under the reason, requests in flight go on. Commands and
     * reports are answered as before.
     *
     * @return completes on the loop when the run is over, or when a coordinator has committed all results
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

    /** Whether its run is over; requests unsent after that are not lost. */
    public boolean finished() {
        return finished;
    }

    private void serveOut() {
        if (ending && (finished || owed.isEmpty())) {
            served.complete(null);
        }
    }

    /** Loop time, for callers that may command this worker. */
    public CompletionStage<ClockReading> clock(Caller caller) {
        return admit(caller).clockNanos().thenApply(ClockReading::new);
    }

    /** State of this process, for every caller. */
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
            throw new RefusedException(Reason.RESTARTED, "the addressed worker process is gone; this is a later one");
        }
        return admit(caller.run(), caller.epoch());
    }

    /** A higher epoch takes over; its commands are counted from 1. */
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
