package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;

/** What decides when a share's requests go out. Confined to the loop. */
abstract class Generator {

    /** When it begins, in schedule time. */
    long startNanos = Long.MAX_VALUE;

    /** Begins: its instant has just come. */
    abstract void start();

    /** How many requests are due by an instant of schedule time, and not sent; also before its start has run. */
    abstract long due(long scheduleNanos);

    /** Sends what is due while there is room. */
    abstract void pump();

    /** Whether its last instant has come, and all it counts on has ended. */
    abstract boolean scheduleOver();

    /** Whether requests that are tracked are still to be sent. */
    abstract boolean trackedUnsent();

    /** Whether any request is still to be sent. */
    abstract boolean unsent();

    /** Sends nothing more, and files what it still owed. */
    abstract void stop(String reason);

    /** One of its requests ended. */
    void ended(Flight flight, boolean met) {}

    /**
     * Of what kind a request turned out to be, asked when it ends, before it is filed.
     *
     * @param met whether it met its expectation
     */
    Kind decide(Flight flight, boolean met) {
        return flight.kind;
    }

    /** Whether the kind of its requests is only known at their end; they are filed as sent then. */
    boolean decidesLate() {
        return false;
    }

    /**
     * From when a request could be sent, in the loop's time: its plan, or later where what it belongs to was busy.
     */
    long readyNanos(long plannedNanos) {
        return plannedNanos;
    }

    /** How many tries it took; 0 where it is not about tries. */
    long tries() {
        return 0;
    }
}
