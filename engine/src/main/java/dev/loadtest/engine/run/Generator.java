package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;

/** Decides when a share's requests are sent. Confined to the loop. */
abstract class Generator {

    /** Its start in schedule time. */
    long startNanos = Long.MAX_VALUE;

    /** Starts: its instant has come. */
    abstract void start();

    /** Number of requests due by an instant of schedule time and not sent; also before its start was executed. */
    abstract long due(long scheduleNanos);

    /** Sends due requests while there is room. */
    abstract void pump();

    /** Whether its last instant has come, and the requests that it waits for have ended. */
    abstract boolean scheduleOver();

    /** Whether tracked requests are still to be sent. */
    abstract boolean trackedUnsent();

    /** Whether any request is still to be sent. */
    abstract boolean unsent();

    /** Stops sending, and files the unsent requests. */
    abstract void stop(String reason);

    /** One of its units ended. */
    void ended(Begun unit, boolean met) {}

    /**
     * The kind of a unit, determined at its end, before it is filed.
     *
     * @param met whether it met its expectation
     */
    Kind decide(Begun unit, boolean met) {
        return unit.kind();
    }

    /** Whether the kind of its requests is known only at their end; they are then filed as sent at the end. */
    boolean decidesLate() {
        return false;
    }

    /** Whether a unit waits until every target of the mix has a free connection, not only its own. */
    boolean waitsForEveryTarget() {
        return true;
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
