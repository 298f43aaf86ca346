package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.share.Indices;
import java.util.function.LongUnaryOperator;

/**
 * Sends the requests from, from + step, … below to, each at an instant of a schedule known in advance: bursts and
 * rates. A due request without a free connection is held as an index, so a backlog takes no memory. They are sent in
 * their order, whatever their targets: of a lost worker's share the rest is known by the number that was sent.
 *
 * <p>If the loop is behind a rate's schedule, connections look busy whose responses have arrived but are not read.
 * Opening others for all due requests would take the loop some thirty times as long as sending them and delay it
 * further, so that a rate would begin with the maximum of connections. So the loop takes a turn before each opening
 * except a turn's first. A burst, which is due at once, opens all it can.
 */
final class SequenceGenerator extends Generator {
    /** Requests closer together share a wake-up: otherwise half of a core's time would be wake-ups. */
    static final long GRAIN_NANOS = 50_000;

    private final ShareRun share;
    private final boolean unscored;
    private final long to;
    private final long step;
    private final LongUnaryOperator offsetNanos;
    private final long lengthNanos;
    private long next;
    private long nextTracked = -1;
    private boolean started;
    /** One alarm for all instants: at a rate nearly every request needs one. */
    private final ScheduleClock.Alarm alarm;

    /**
     * @param offsetNanos due instant of request k, from the start; monotonic in k
     * @param lengthNanos length of the schedule, possibly beyond its last instant
     */
    SequenceGenerator(
            ShareRun share, boolean unscored, Indices indices, LongUnaryOperator offsetNanos, long lengthNanos) {
        this.share = share;
        this.unscored = unscored;
        this.next = indices.from();
        this.to = indices.to();
        this.step = indices.step();
        this.offsetNanos = offsetNanos;
        this.lengthNanos = lengthNanos;
        this.alarm = share.clock().alarm(share::pumpAll);
    }

    @Override
    void start() {
        started = true;
        share.clock().at(startNanos + lengthNanos, this::over);
        pump();
    }

    @Override
    long due(long scheduleNanos) {
        Indices rest = new Indices(next, to, step);
        long least = 0;
        long most = rest.size();
        while (least < most) {
            long middle = (least + most) >>> 1;
            if (startNanos + offsetNanos.applyAsLong(next + middle * step) <= scheduleNanos) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    @Override
    void pump() {
        if (!started || alarm.isWaiting()) {
            return;
        }
        ScheduleClock clock = share.clock();
        long sentDue = Long.MAX_VALUE;
        while (next < to && !clock.paused()) {
            long now = clock.now();
            long due = startNanos + offsetNanos.applyAsLong(next);
            if (due > now) {
                alarm.set(startNanos + wakeUp(next));
                return;
            }
            Route route = share.route(next, unscored);
            if (!share.hasRoom(route)) {
                return;
            }
            if (due > sentDue && route.transport.needsConnection()) {
                // In the loop's next turn: arrived responses may free a connection.
                alarm.set(now);
                return;
            }
            sentDue = due;
            long k = next;
            next += step;
            share.fire(this, k, kind(k), clock.toLoop(due));
        }
    }

    /** Wake-up for request k, from the start: its due instant, or the next multiple of the grain for dense rates. */
    private long wakeUp(long k) {
        long due = offsetNanos.applyAsLong(k);
        if (k + step >= to || offsetNanos.applyAsLong(k + step) - due >= GRAIN_NANOS) {
            return due;
        }
        return Math.ceilDiv(due, GRAIN_NANOS) * GRAIN_NANOS;
    }

    private void over() {
        if (unscored) {
            stop("");
        }
        share.checkEnd();
    }

    private Kind kind(long k) {
        return unscored ? Kind.UNSCORED : share.kind(k);
    }

    @Override
    boolean scheduleOver() {
        return started && share.clock().now() >= startNanos + lengthNanos;
    }

    @Override
    boolean trackedUnsent() {
        if (unscored) {
            return false;
        }
        nextTracked = share.nextTracked(new Indices(Math.max(nextTracked, next), to, step));
        return nextTracked < to;
    }

    @Override
    boolean unsent() {
        return next < to;
    }

    @Override
    void stop(String reason) {
        alarm.cancel();
        if (!unscored) {
            share.notSent(new Indices(next, to, step), reason);
        }
        next = Math.max(next, to);
    }
}
