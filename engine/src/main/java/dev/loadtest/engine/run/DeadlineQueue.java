package dev.loadtest.engine.run;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.LoopProbe;
import org.jspecify.annotations.Nullable;

/**
 * The flights that share one length of timeout, in order of their deadlines, which is the order in which they were sent.
 * Adding and removing take constant time, memory is that of the flights under way, and one timer waits for the first.
 *
 * <p>Time in which the loop stood still counts for no deadline, since nothing could be read in it. That keeps the order: all
 * who waited then get the same. After a shorter lag what has arrived is read before anything is given up.
 */
final class DeadlineQueue {
    private final Loop loop;
    private final long timeoutNanos;
    private final LoopProbe probe;
    private @Nullable Flight first;
    private @Nullable Flight last;
    private Loop.@Nullable Timer timer;
    private long armedFor;
    private boolean late;

    DeadlineQueue(Loop loop, long timeoutNanos, LoopProbe probe) {
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.probe = probe;
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
            arm(deadline(first, loop.nanos()));
        }
    }

    private long deadline(Flight flight, long now) {
        return flight.sentNanos + timeoutNanos + probe.standstillNanos(flight.sentNanos, now);
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

    private void arm(long nanos) {
        armedFor = nanos;
        timer = loop.at(nanos, this::goOff);
    }

    /** A timer may find that the flight it waited for has ended: then it waits for the one that is first now. */
    private void goOff() {
        timer = null;
        long now = loop.nanos();
        probe.look(now);
        late = !late && now - armedFor > LoopProbe.TOLERATED;
        if (late) {
            // In the loop's next turn, which begins by reading.
            timer = loop.at(now, this::goOff);
            return;
        }
        Flight flight = first;
        while (flight != null && deadline(flight, now) <= now) {
            flight.expire();
            flight = first;
        }
        if (flight != null && timer == null) {
            arm(deadline(flight, now));
        }
    }
}
