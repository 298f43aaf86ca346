package dev.loadtest.engine.coordinate.workers;

/** How a worker's process takes part in a run; it never goes back. */
enum Membership {
    /** It has not begun yet. */
    NEW,
    /** It accepts orders; no checkpoint contains it yet. */
    BEGUN,
    /** Cases are shared over it. */
    READY,
    /** Its process is ending: it sends nothing more and reports its results. */
    LEAVING,
    LOST,
    /** The run is over; nothing more is asked. */
    DISMISSED;

    /** Whether nothing more is asked of it. */
    boolean isOver() {
        return this == LOST || this == DISMISSED;
    }

    /** Whether it has begun and takes commands. */
    boolean obeys() {
        return switch (this) {
            case NEW, LOST, DISMISSED -> false;
            case BEGUN, READY, LEAVING -> true;
        };
    }

    /** After the command to begin. */
    Membership begun() {
        return this == NEW ? BEGUN : this;
    }

    /** Once a checkpoint knows it. */
    Membership admitted() {
        return this == BEGUN ? READY : this;
    }

    /** Once its process is ending. */
    Membership leaving() {
        return isOver() ? this : LEAVING;
    }

    /** At the end of the run. */
    Membership dismissed() {
        return this == LOST ? this : DISMISSED;
    }
}
