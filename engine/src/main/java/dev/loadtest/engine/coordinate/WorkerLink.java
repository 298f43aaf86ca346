package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard.GoneWorker;
import dev.loadtest.engine.result.Timeline;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.PauseState;
import dev.loadtest.engine.run.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's side of one worker process: its clock, its reports, whether it is lost. Confined to the coordinator's
 * loop.
 */
final class WorkerLink {
    /** What the rest of the coordinator wants to hear of a worker. */
    interface Listener {
        void reported(WorkerLink link, WorkerReport report);

        void lost(WorkerLink link, String why);

        /** Another coordinator commands the worker. */
        void superseded(SupersededException how);
    }

    private static final int CLOCK_READINGS = 5;
    /** Clocks of two machines that nobody disciplines part by some 100 us a second. */
    private static final long CLOCK_NANOS = 30_000_000_000L;

    private static final Duration POLL = Duration.ofMillis(500);

    private final int index;
    private final @Nullable Worker worker;
    private final Loop loop;
    private final Listener listener;
    private final Timeline timeline = new Timeline();
    private String incarnation = "";
    private long offsetNanos;
    private long roundTripNanos = Long.MAX_VALUE;
    private long clockReadNanos;
    private final SmoothedTime orders = new SmoothedTime();
    private long revision;
    private @Nullable WorkerReport latest;
    /** Not where all that is left of it is its place in the list: nobody had met it yet. */
    private boolean known = true;

    private boolean clockKnown;
    private boolean begun;
    private boolean admitted;
    private boolean leaving;
    private boolean lost;
    private boolean closed;

    WorkerLink(Worker worker, Loop loop, Listener listener) {
        this.index = worker.index();
        this.worker = worker;
        this.loop = loop;
        this.listener = listener;
    }

    private WorkerLink(int index, String incarnation, Loop loop, Listener listener) {
        this.known = !incarnation.isEmpty();
        this.index = index;
        this.worker = null;
        this.incarnation = incarnation;
        this.loop = loop;
        this.listener = listener;
    }

    /** The place of a process that is not there any more. */
    static WorkerLink departed(int index, String incarnation, Loop loop, Listener listener) {
        return new WorkerLink(index, incarnation, loop, listener);
    }

    /** Takes what is left of a process that another coordinator has lost. */
    void restore(GoneWorker gone) {
        Timeline seconds = Timeline.of(gone.timeline());
        timeline.replace(seconds);
        latest = new WorkerReport(
                0,
                List.of(),
                seconds,
                gone.worstLagNanos(),
                gone.starvedSeconds(),
                gone.paced(),
                gone.faults(),
                gone.health(),
                PauseState.NONE,
                "");
    }

    /** Marks it as lost, which is known to everybody. */
    void isLost() {
        lost = true;
    }

    int index() {
        return index;
    }

    Worker worker() {
        if (worker == null) {
            throw new IllegalStateException("worker " + index + " is not there any more");
        }
        return worker;
    }

    /** Empty before it was asked. */
    String incarnation() {
        return incarnation;
    }

    boolean known() {
        return known;
    }

    boolean lost() {
        return lost;
    }

    boolean clockKnown() {
        return clockKnown;
    }

    /** Whether it can be told to fire. */
    boolean begun() {
        return begun;
    }

    /** Whether the next case is shared over it. */
    boolean ready() {
        return begun && admitted && !leaving && !lost;
    }

    /** A checkpoint knows it: whoever takes over can tell what it was given. */
    void admit() {
        admitted = true;
    }

    boolean leaving() {
        return leaving;
    }

    /** Its process is ending: it sends nothing more and tells what it has. */
    void leave() {
        leaving = true;
    }

    @Nullable
    WorkerReport latest() {
        return latest;
    }

    /** The worker's timeline, as last reported. */
    Timeline timeline() {
        return timeline;
    }

    /** The shortest round trip seen, in nanoseconds. */
    long roundTripNanos() {
        return roundTripNanos;
    }

    /** How long an order to fire takes lately until it is answered, in nanoseconds; the first one may take twice a reading. */
    long orderNanos() {
        return orders.observed() ? orders.nanos() : 2 * roundTripNanos;
    }

    /** An instant of the coordinator's loop in the time of the worker's. */
    long toWorker(long nanos) {
        return nanos + offsetNanos;
    }

    /** An instant of the worker's loop in the time of the coordinator's. */
    long toCoordinator(long workerNanos) {
        return workerNanos - offsetNanos;
    }

    /** Asks who it is, and reads its clock. */
    void meet(Consumer<WorkerStanding> done) {
        then(worker().standing(), standing -> meet(standing, () -> done.accept(standing)));
    }

    /** Reads the clock of one that has said who it is. */
    void meet(WorkerStanding standing, Runnable done) {
        incarnation = standing.incarnation();
        begun = standing.begun();
        readClock(() -> {
            clockKnown = true;
            done.run();
        });
    }

    /**
     * Estimates the worker's clock by the reading with the shortest round trip, assuming that both ways take alike
     * (Cristian, 1989); the error is at most half that round trip.
     */
    private void readClock(Runnable done) {
        clockReadNanos = loop.nanos();
        readClock(CLOCK_READINGS, 0, Long.MAX_VALUE, done);
    }

    private void readClock(int times, long bestOffset, long bestRoundTrip, Runnable done) {
        if (times == 0) {
            believe(bestOffset, bestRoundTrip);
            done.run();
            return;
        }
        long asked = loop.nanos();
        then(worker().clockNanos(), reading -> {
            long roundTrip = loop.nanos() - asked;
            if (roundTrip < bestRoundTrip) {
                readClock(times - 1, reading - (asked + roundTrip / 2), roundTrip, done);
            } else {
                readClock(times - 1, bestOffset, bestRoundTrip, done);
            }
        });
    }

    /** What was known stays, unless this is more exact, or both cannot be true: then the clocks have parted. */
    private void believe(long offset, long roundTrip) {
        boolean parted = Math.abs(offset - offsetNanos) > roundTrip / 2 + roundTripNanos / 2;
        if (roundTrip < roundTripNanos || parted) {
            offsetNanos = offset;
            roundTripNanos = roundTrip;
        }
    }

    /** Makes it ready to fire; the origin is in the coordinator's time. */
    void begin(long originNanos, Runnable done) {
        then(worker().begin(toWorker(originNanos)), nothing -> {
            begun = true;
            done.run();
        });
    }

    /** Sends a command; that it fails means that the worker is lost. */
    void command(CompletionStage<Void> sent) {
        then(sent, nothing -> {});
    }

    /** Tells it what to fire, and notes how long that takes. */
    void fire(FireOrder order) {
        long told = loop.nanos();
        then(worker().fire(order), nothing -> orders.observe(loop.nanos() - told));
    }

    /** Asks something once. */
    <T> void ask(CompletionStage<T> asked, Consumer<T> next) {
        then(asked, next);
    }

    /** Asks for all that there is to report, once. */
    void readAll(Consumer<WorkerReport> done) {
        then(worker().report(0, 0, Duration.ZERO), report -> {
            if (take(report)) {
                done.accept(report);
            }
        });
    }

    /** Asks for reports, one after the other, until {@link #close()}. */
    void poll() {
        if (closed || lost) {
            return;
        }
        then(worker().report(revision, Math.max(0, timeline.lastSecond()), POLL), report -> {
            if (!take(report)) {
                return;
            }
            listener.reported(this, report);
            if (loop.nanos() - clockReadNanos > CLOCK_NANOS) {
                readClock(() -> {});
            }
            poll();
        });
    }

    /** False where it tells what no worker can, and is lost by that. */
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
    void lose(String why) {
        if (!lost) {
            lost = true;
            listener.lost(this, why);
        }
    }

    void close() {
        closed = true;
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        stage.whenComplete((value, failure) -> loop.execute(() -> {
            if (lost || closed) {
                return;
            }
            if (failure == null) {
                next.accept(value);
                return;
            }
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            if (cause instanceof SupersededException superseded) {
                listener.superseded(superseded);
            } else {
                lose(String.valueOf(cause.getMessage()));
            }
        }));
    }
}
