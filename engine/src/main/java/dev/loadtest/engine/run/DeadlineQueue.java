package dev.loadtest.engine.run;

import org.jspecify.annotations.Nullable;

/**
 * The flights that share one length of timeout, in order of their deadlines, which is the order in which they were sent.
 * Adding and removing take constant time, memory is that of the flights under way, and one timer waits for the first.
 */
final class DeadlineQueue {
    private final Loop loop;
    private final long timeoutNanos;
    private @Nullable Flight first;
    private @Nullable Flight last;
    private Loop.@Nullable Timer timer;

    DeadlineQueue(Loop loop, long timeoutNanos) {
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
    }

    void add(Flight flight) {
        flight.deadlines = this;
        flight.earlier = last;
        if (last == null) {
            first = flight;
        } else {
            last.later = flight;
        }
        last = flight;
        if (timer == null) {
            // Not for this one: it may be sent because another is given up, while earlier ones still wait.
            arm(first);
        }
    }

    void remove(Flight flight) {
        Flight earlier = flight.earlier;
        Flight later = flight.later;
        if (earlier == null) {
            first = later;
        } else {
            earlier.later = later;
        }
        if (later == null) {
            last = earlier;
        } else {
            later.earlier = earlier;
        }
        flight.earlier = null;
        flight.later = null;
        flight.deadlines = null;
    }

    /** Gives up every flight in it. */
    void abandonAll() {
        for (Flight flight = first; flight != null; flight = first) {
            flight.abandon();
        }
    }

    private void arm(Flight flight) {
        timer = loop.at(flight.sentNanos + timeoutNanos, this::goOff);
    }

    /** A timer may find that the flight it waited for has ended: then it waits for the one that is first now. */
    private void goOff() {
        timer = null;
        long now = loop.nanos();
        Flight flight = first;
        while (flight != null && flight.sentNanos + timeoutNanos <= now) {
            flight.expire();
            flight = first;
        }
        if (flight != null && timer == null) {
            arm(flight);
        }
    }
}
