package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.GoneWorker;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.PauseState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's side of one worker process: polls its reports, and knows its clock and its membership. Confined to
 * the coordinator's loop.
 */
public final class WorkerLink {
    /** Events of a worker for the rest of the coordinator. */
    public interface Listener {
        void reported(WorkerLink link, WorkerReport report);

        void lost(WorkerLink link, String why);

        /** Another coordinator commands the worker. */
        void superseded(SupersededException how);
    }

    private static final int CLOCK_READINGS = 5;
    private static final Duration POLL = Duration.ofMillis(500);

    private final int index;
    private final @Nullable Worker worker;
    private final Loop loop;
    private final Listener listener;
    private final Timeline timeline = new Timeline();
    private String incarnation = "";
    private final WorkerClock clock;
    private long revision;
    private @Nullable WorkerReport latest;
    private boolean defective;
    private Membership membership = Membership.NEW;

    public WorkerLink(Worker worker, Loop loop, Listener listener) {
        this.index = worker.index();
        this.worker = worker;
        this.loop = loop;
        this.clock = new WorkerClock(loop);
        this.listener = listener;
    }

    private WorkerLink(int index, String incarnation, Loop loop, Listener listener) {
        this.index = index;
        this.worker = null;
        this.incarnation = incarnation;
        this.loop = loop;
        this.clock = new WorkerClock(loop);
        this.listener = listener;
    }

    /** A placeholder for a process that is gone. */
    public static WorkerLink departed(int index, String incarnation, Loop loop, Listener listener) {
        return new WorkerLink(index, incarnation, loop, listener);
    }

    /** Adopts the data of a process that another coordinator has lost. */
    public void restore(GoneWorker gone) {
        Timeline seconds = Timeline.of(gone.timeline());
        timeline.replace(seconds);
        latest = new WorkerReport(
                0,
                List.of(),
                seconds,
                gone.worstLagNanos(),
                gone.starvedSeconds(),
                gone.paced(),
                gone.resends(),
                gone.tokenRequests(),
                gone.faults(),
                gone.health(),
                PauseState.NONE,
                "",
                List.of());
    }

    /** Marks it as lost; the loss is recorded already. */
    public void isLost() {
        membership = Membership.LOST;
    }

    public int index() {
        return index;
    }

    public Worker worker() {
        if (worker == null) {
            throw new IllegalStateException("worker " + index + " is not there any more");
        }
        return worker;
    }

    /** Key of its process; one of its own for a process that is gone. */
    public String process() {
        return worker == null ? "gone " + index + " " + incarnation : worker.process();
    }

    /** Empty before it was queried. */
    public String incarnation() {
        return incarnation;
    }

    /** False for a placeholder, whose process was never contacted. */
    public boolean known() {
        return worker != null || !incarnation.isEmpty();
    }

    public boolean lost() {
        return membership == Membership.LOST;
    }

    /** Whether it accepts orders. */
    public boolean begun() {
        return membership.obeys();
    }

    /** Whether the next case is shared over it. */
    public boolean ready() {
        return membership == Membership.READY;
    }

    /** Whether it was lost by a defect, which other workers have too: they run the same code. */
    public boolean defective() {
        return defective;
    }

    /** A checkpoint contains it, so that a takeover can tell what orders it received. */
    public void admit() {
        membership = membership.admitted();
    }

    public boolean leaving() {
        return membership == Membership.LEAVING;
    }

    /** Its process is ending. */
    public void leave() {
        membership = membership.leaving();
    }

    /** Stops polling: the run is over. */
    public void dismiss() {
        membership = membership.dismissed();
    }

    @Nullable
    public WorkerReport latest() {
        return latest;
    }

    /** The worker's timeline, as last reported. */
    public Timeline timeline() {
        return timeline;
    }

    /** What is known of its time. */
    public WorkerClock clock() {
        return clock;
    }

    /** Identifies it, and reads its clock. */
    public void meet(Consumer<WorkerStanding> done) {
        then(worker().standing(), standing -> meet(standing, () -> done.accept(standing)));
    }

    /** Reads the clock of an identified worker. */
    public void meet(WorkerStanding standing, Runnable done) {
        incarnation = standing.incarnation();
        if (standing.begun()) {
            membership = membership.begun();
        }
        readClock(done);
    }

    /** Reads the clock several times, and keeps the most exact reading. */
    private void readClock(Runnable done) {
        clock.beginReading();
        readClock(CLOCK_READINGS, ClockOffset.UNKNOWN, done);
    }

    private void readClock(int times, ClockOffset best, Runnable done) {
        if (times == 0) {
            clock.read(best);
            done.run();
            return;
        }
        long asked = loop.nanos();
        then(
                worker().clockNanos(),
                reading -> readClock(times - 1, best.orCloser(ClockOffset.of(reading, asked, loop.nanos())), done));
    }

    /** Prepares it for orders; the origin is in the coordinator's time. */
    public void begin(long originNanos, Runnable done) {
        then(worker().begin(clock.toWorker(originNanos)), nothing -> {
            membership = membership.begun();
            done.run();
        });
    }

    /** Sends a command; if it fails, the worker is lost. */
    public void command(CompletionStage<Void> sent) {
        then(sent, nothing -> {});
    }

    /** Sends an order, and measures its response time. */
    public void fire(FireOrder order) {
        long told = loop.nanos();
        then(worker().fire(order), nothing -> clock.ordered(told));
    }

    /** Asks once. */
    public <T> void ask(CompletionStage<T> asked, Consumer<T> next) {
        then(asked, next);
    }

    /** Requests a full report, once. */
    public void readAll(Consumer<WorkerReport> done) {
        then(worker().report(0, 0, Duration.ZERO), report -> {
            if (take(report)) {
                done.accept(report);
            }
        });
    }

    /** Polls reports until it is lost or dismissed. */
    public void poll() {
        if (membership.isOver()) {
            return;
        }
        then(worker().report(revision, Math.max(0, timeline.lastSecond()), POLL), report -> {
            if (!take(report)) {
                return;
            }
            listener.reported(this, report);
            if (clock.isStale()) {
                readClock(() -> {});
            }
            poll();
        });
    }

    /** False if the report is impossible; the worker is lost then. */
    private boolean take(WorkerReport report) {
        try {
            timeline.replace(report.timeline());
        } catch (IllegalArgumentException impossible) {
            lose("it tells what cannot be: " + impossible.getMessage());
            return false;
        }
        revision = Math.max(revision, report.revision());
        latest = report;
        return true;
    }

    /** Gives the worker up. */
    public void lose(String why) {
        if (!membership.isOver()) {
            membership = Membership.LOST;
            listener.lost(this, why);
        }
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((value, failure) -> loop.execute(() -> {
            if (membership.isOver()) {
                return;
            }
            if (failure == null) {
                next.accept(value);
                return;
            }
            Throwable cause = Failure.of(failure);
            if (cause instanceof SupersededException superseded) {
                listener.superseded(superseded);
            } else {
                defective = cause instanceof WorkerDefectException;
                lose(String.valueOf(cause.getMessage()));
            }
        }));
    }
}
