package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.result.Timeline;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.WorkerReport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The coordinator's side of one worker: its clock, its reports, whether it is lost. Confined to the coordinator's loop. */
final class WorkerLink {
    private static final int CLOCK_READINGS = 5;
    private static final Duration POLL = Duration.ofMillis(500);

    private final Worker worker;
    private final Loop loop;
    private long offsetNanos;
    private long roundTripNanos = Long.MAX_VALUE;
    private long revision;
    private final Timeline timeline = new Timeline();
    private @Nullable WorkerReport latest;
    private boolean clockKnown;
    private boolean begun;
    private boolean lost;
    private boolean closed;
    private BiConsumer<WorkerLink, WorkerReport> onReport = (link, report) -> {};
    private BiConsumer<WorkerLink, String> onLost = (link, why) -> {};

    WorkerLink(Worker worker, Loop loop) {
        this.worker = worker;
        this.loop = loop;
    }

    void listen(BiConsumer<WorkerLink, WorkerReport> reports, BiConsumer<WorkerLink, String> losses) {
        onReport = reports;
        onLost = losses;
    }

    Worker worker() {
        return worker;
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

    /** An instant of the coordinator's loop in the time of the worker's. */
    long toWorker(long nanos) {
        return nanos + offsetNanos;
    }

    /** An instant of the worker's loop in the time of the coordinator's. */
    long toCoordinator(long workerNanos) {
        return workerNanos - offsetNanos;
    }

    /**
     * Estimates the worker's clock by the reading with the shortest round trip, assuming that both ways take alike
     * (Cristian, 1989); the error is at most half that round trip.
     */
    void readClock(Runnable done) {
        readClock(CLOCK_READINGS, done);
    }

    private void readClock(int times, Runnable done) {
        if (times == 0) {
            clockKnown = true;
            done.run();
            return;
        }
        long asked = loop.nanos();
        then(worker.clockNanos(), reading -> {
            long now = loop.nanos();
            if (now - asked < roundTripNanos) {
                roundTripNanos = now - asked;
                offsetNanos = reading - (asked + (now - asked) / 2);
            }
            readClock(times - 1, done);
        });
    }

    /** Makes it ready to fire; the origin is in the coordinator's time. */
    void begin(long originNanos, Runnable done) {
        command(worker.begin(toWorker(originNanos)), () -> {
            begun = true;
            done.run();
        });
    }

    /** Sends a command; that it fails means that the worker is lost. */
    void command(CompletionStage<Void> sent) {
        then(sent, nothing -> {});
    }

    /** Sends a command and goes on once it is done. */
    void command(CompletionStage<Void> sent, Runnable done) {
        then(sent, nothing -> done.run());
    }

    /** Asks for reports, one after the other, until {@link #close()}. */
    void poll() {
        if (closed || lost) {
            return;
        }
        then(worker.report(revision, Math.max(0, timeline.lastSecond()), POLL), report -> {
            revision = Math.max(revision, report.revision());
            latest = report;
            timeline.replace(report.timeline());
            onReport.accept(this, report);
            poll();
        });
    }

    /** Gives the worker up. */
    void lose(String why) {
        if (!lost) {
            lost = true;
            onLost.accept(this, why);
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
            } else {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                lose(String.valueOf(cause.getMessage()));
            }
        }));
    }
}
