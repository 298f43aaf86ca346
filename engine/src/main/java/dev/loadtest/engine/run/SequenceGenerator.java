package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.share.Indices;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests from, from + step, … below to, each at an instant of a schedule known in advance: bursts and
 * rates. A due request without a free connection is held as an index, so a backlog takes no memory. Requests to one
 * target are sent in their order; a target without a free connection delays no other.
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
    private final Lane[] lanes;
    /** The first request that was not due yet when last looked; all before it have joined their lanes. */
    private long next;

    private long nextTracked = -1;
    private boolean started;
    /** Whether the alarm is for the loop's next turn. */
    private boolean takesTurn;
    /** One alarm for all instants: at a rate nearly every request needs one. */
    private final ScheduleClock.Alarm alarm;

    /**
     * Due requests to one target that are not sent yet: those to it from the first one below {@link #next}. Found again
     * by their draws, so that the number of them takes no memory.
     */
    private final class Lane {
        private final Route route;
        private long first;
        private long waiting;

        private Lane(Route route) {
            this.route = route;
        }

        private void join(long k) {
            first = waiting == 0 ? k : first;
            waiting++;
        }

        private void leave() {
            waiting--;
            first += step;
            while (waiting > 0 && lane(first) != this) {
                first += step;
            }
        }

        /** Its first request that is not sent; that of the generator if none waits. */
        private long unsentFrom() {
            return waiting == 0 ? next : first;
        }
    }

    /**
     * @param routes of the requests, each once
     * @param offsetNanos due instant of request k, from the start; monotonic in k
     * @param lengthNanos length of the schedule, possibly beyond its last instant
     */
    SequenceGenerator(
            ShareRun share,
            List<Route> routes,
            boolean unscored,
            Indices indices,
            LongUnaryOperator offsetNanos,
            long lengthNanos) {
        this.share = share;
        this.lanes = routes.stream().map(Lane::new).toArray(Lane[]::new);
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
        for (Lane lane : lanes) {
            least += lane.waiting;
        }
        return least;
    }

    @Override
    void pump() {
        if (!started || alarm.isWaiting() && (takesTurn || unsentFrom() == next)) {
            return;
        }
        takesTurn = false;
        ScheduleClock clock = share.clock();
        long sentDue = Long.MAX_VALUE;
        while (!clock.paused()) {
            Lane lane = ready(clock);
            if (lane == null) {
                return;
            }
            long k = lane.first;
            long due = startNanos + offsetNanos.applyAsLong(k);
            if (sentDue < Long.MAX_VALUE && due != sentDue && lane.route.transport.needsConnection()) {
                // In the loop's next turn: arrived responses may free a connection.
                takesTurn = true;
                alarm.set(clock.now());
                return;
            }
            sentDue = due;
            lane.leave();
            share.fire(this, k, kind(k), clock.toLoop(due));
        }
    }

    /** The lane whose first request can be sent, the earliest of them; null if there is none, until the alarm or room. */
    private @Nullable Lane ready(ScheduleClock clock) {
        Lane ready = null;
        int busy = 0;
        for (Lane lane : lanes) {
            if (lane.waiting > 0) {
                busy++;
                if ((ready == null || lane.first < ready.first) && share.hasRoom(lane.route)) {
                    ready = lane;
                }
            }
        }
        while (ready == null && busy < lanes.length && next < to) {
            if (startNanos + offsetNanos.applyAsLong(next) > clock.now()) {
                if (!alarm.isWaiting()) {
                    alarm.set(startNanos + wakeUp(next));
                }
                return null;
            }
            Lane lane = lane(next);
            lane.join(next);
            next += step;
            if (lane.waiting == 1) {
                busy++;
                ready = share.hasRoom(lane.route) ? lane : null;
            }
        }
        return ready;
    }

    private Lane lane(long k) {
        return lanes.length == 1 ? lanes[0] : lane(share.route(k, unscored));
    }

    private Lane lane(Route route) {
        for (Lane lane : lanes) {
            if (lane.route == route) {
                return lane;
            }
        }
        throw new IllegalArgumentException("no unit begins by route " + route.index);
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
        long tracked = share.nextTracked(new Indices(Math.max(nextTracked, unsentFrom()), to, step));
        // The next index may lie beyond the last request, where there is nothing to ask about.
        while (tracked < Math.min(next, to) && lane(tracked).unsentFrom() > tracked) {
            tracked = share.nextTracked(new Indices(tracked + step, to, step));
        }
        nextTracked = tracked;
        return tracked < to;
    }

    private long unsentFrom() {
        long least = next;
        for (Lane lane : lanes) {
            least = Math.min(least, lane.unsentFrom());
        }
        return least;
    }

    @Override
    boolean unsent() {
        return unsentFrom() < to;
    }

    @Override
    boolean waitsForEveryTarget() {
        return false;
    }

    @Override
    void stop(String reason) {
        alarm.cancel();
        if (!unscored) {
            Indices rest = new Indices(unsentFrom(), to, step);
            if (lanes.length == 1) {
                share.notSent(rest, reason);
            } else {
                share.notSent(rest, route -> lane(route).unsentFrom(), reason);
            }
        }
        for (Lane lane : lanes) {
            lane.waiting = 0;
        }
        next = Math.max(next, to);
    }
}
