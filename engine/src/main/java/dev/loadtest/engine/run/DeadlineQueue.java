package dev.loadtest.engine.run;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.LoopProbe;
import org.jspecify.annotations.Nullable;

/**
 * Flights with one length of timeout, in order of their deadlines, which is the order of sending. Adding and removing
 * take constant time, memory is proportional to the flights, and one timer serves the first.
 *
 * <p>The time of a standstill counts in no deadline, since nothing could be read in it. The order remains, because all
 * waiting flights get the same extension. After a shorter lag, arrived data is read before a flight is given up.
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
            // Excludes this flight: giving up another may send it while earlier ones still wait.
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

    /** Gives up every flight. */
    void abandonAll() {
        for (Flight flight = first; flight != null; flight = first) {
            flight.abandon();
        }
    }

    private void arm(long nanos) {
        armedFor = nanos;
        timer = loop.at(nanos, this::goOff);
    }

    /** If the flight that the timer waited for has ended, the timer waits for the current first one. */
    private void goOff() {
        timer = null;
        long now = loop.nanos();
        probe.look(now);
        late = !late && now - armedFor > LoopProbe.TOLERATED;
        if (late) {
            // In the loop's next turn, which begins with reading.
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
