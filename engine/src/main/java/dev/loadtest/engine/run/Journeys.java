package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.share.DrawnValues;
import dev.loadtest.engine.share.JourneyDraw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The journeys of one worker's share of a case that are under way. Those that pause, and those whose next step finds no free
 * connection, wait in a heap for each target by the instant of that step. Steps go before units that are still to begin, so that a slow
 * target does not make more journeys be under way at once. Confined to the loop.
 */
final class Journeys {
    private final ShareRun share;
    private final Set<JourneyRun> open = new LinkedHashSet<>();
    /** By the index of the route of the next step. */
    private final List<PriorityQueue<JourneyRun>> waiting = new ArrayList<>();

    private final ScheduleClock.Alarm alarm;
    private long armedFor;
    private long begun;
    private int tracked;
    private int unsent;

    Journeys(ShareRun share) {
        this.share = share;
        this.alarm = share.clock().alarm(share::pumpAll);
    }

    /**
     * Begins journey k. A first step without a pause is sent at once: there is room for it.
     *
     * @param dueNanos the instant, in the loop's time, that the schedule names for it
     */
    Begun begin(Generator source, JourneyPlan plan, JourneyDraw draw, long k, Kind kind, long dueNanos) {
        JourneyRun journey = new JourneyRun(this, source, plan, draw, k, kind, begun++, dueNanos, share.nanos());
        open.add(journey);
        tracked += kind == Kind.TRACKED ? 1 : 0;
        unsent++;
        if (source.decidesLate()) {
            share.flights().tryBegins();
        }
        books().begun(journey);
        journey.begin(share.clock().now(dueNanos));
        return journey;
    }

    boolean anyOpen() {
        return !open.isEmpty();
    }

    /** Whether any is to send more than what is under way. */
    boolean anyUnsent() {
        return unsent > 0;
    }

    boolean anyTracked() {
        return tracked > 0;
    }

    /** Whether nothing more is sent but what is under way. */
    boolean areStopped() {
        return share.isStopped();
    }

    ScheduleClock clock() {
        return share.clock();
    }

    /** The loop's time. */
    long nanos() {
        return share.nanos();
    }

    /** The wall clock. */
    long epochMillis() {
        return share.epochMillis();
    }

    ShareBooks books() {
        return share.flights().books();
    }

    /** A journey that is a try has ended. */
    void decided(Kind kind) {
        share.flights().tryEnded(kind);
    }

    /** How many steps are due by an instant of schedule time, and not sent. */
    long due(long scheduleNanos) {
        return waiting.stream()
                .flatMap(PriorityQueue::stream)
                .filter(it -> it.dueNanos() <= scheduleNanos)
                .count();
    }

    /** Sends a journey's next step at its instant, or as soon after it as there is room. */
    void send(JourneyRun journey) {
        Route route = journey.route();
        PriorityQueue<JourneyRun> others = waiting(route);
        JourneyRun first = others.peek();
        boolean isNext = first == null || first.dueNanos() > journey.dueNanos();
        if (isNext
                && journey.dueNanos() <= share.clock().now()
                && !share.clock().paused()
                && share.hasRoom(route)) {
            journey.send();
        } else {
            others.add(journey);
            arm();
        }
    }

    private PriorityQueue<JourneyRun> waiting(Route route) {
        while (waiting.size() <= route.index) {
            waiting.add(new PriorityQueue<>());
        }
        return waiting.get(route.index);
    }

    void pump() {
        // By index: what is sent may add a route.
        for (int route = 0; route < waiting.size(); route++) {
            pump(waiting.get(route));
        }
    }

    private void pump(PriorityQueue<JourneyRun> some) {
        while (!share.clock().paused()) {
            JourneyRun first = some.peek();
            if (first == null) {
                return;
            }
            if (first.dueNanos() > share.clock().now()) {
                arm();
                return;
            }
            if (!share.hasRoom(first.route())) {
                return;
            }
            some.remove();
            first.send();
        }
    }

    private void arm() {
        waiting.forEach(this::arm);
    }

    /** Alarm for the first one that is not due yet; due ones wait for a connection. */
    private void arm(PriorityQueue<JourneyRun> some) {
        JourneyRun first = some.peek();
        if (first == null
                || first.dueNanos() <= share.clock().now() && !share.clock().paused()) {
            return;
        }
        if (!alarm.isWaiting() || first.dueNanos() < armedFor) {
            armedFor = first.dueNanos();
            alarm.set(armedFor);
        }
    }

    /** Ends all journeys that have more to send than what is under way; at the case's timeout, all of them. */
    void stop(String reason) {
        alarm.cancel();
        waiting.forEach(PriorityQueue::clear);
        for (JourneyRun journey : List.copyOf(open)) {
            journey.stop(reason);
        }
    }

    void ended(JourneyRun journey) {
        open.remove(journey);
        tracked -= journey.kind() == Kind.TRACKED ? 1 : 0;
        unsent -= journey.isUnsent() ? 1 : 0;
    }

    /** A journey has sent the last of its requests. */
    void lastSent() {
        unsent--;
    }

    /** Sends the request of a step, for which there is room. */
    Flight fire(JourneyRun journey, JourneyPlan.Step step, DrawnValues values) {
        return share.fire(journey, step, values);
    }

    /** A journey's end was filed. */
    void changed() {
        share.changed();
    }
}
