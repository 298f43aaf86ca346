package dev.loadtest.engine.coordinate.workers;

/**
 * Offset of a worker's clock from the coordinator's by one reading, assumed to be taken half-way between question and
 * answer (Cristian, 1989); its error is at most half the round trip.
 *
 * @param nanos to be added to the coordinator's time
 * @param roundTripNanos from question to answer
 */
record ClockOffset(long nanos, long roundTripNanos) {
    static final ClockOffset UNKNOWN = new ClockOffset(0, Long.MAX_VALUE);

    /**
     * The offset by a reading.
     *
     * @param askedNanos time of the question, in the coordinator's time
     * @param answeredNanos time of the answer
     */
    static ClockOffset of(long reading, long askedNanos, long answeredNanos) {
        long roundTrip = answeredNanos - askedNanos;
        return new ClockOffset(reading - (askedNanos + roundTrip / 2), roundTrip);
    }

    boolean isKnown() {
        return roundTripNanos != Long.MAX_VALUE;
    }

    /** The more exact of two; this one if they are equally exact. */
    ClockOffset orCloser(ClockOffset other) {
        return other.roundTripNanos < roundTripNanos ? other : this;
    }

    /**
     * The estimate after a later reading: the more exact of the two, or the later one if they contradict each other,
     * because clocks drift.
     */
    ClockOffset after(ClockOffset later) {
        boolean parted = Math.abs(later.nanos - nanos) > later.roundTripNanos / 2 + roundTripNanos / 2;
        return parted ? later : orCloser(later);
    }

    /** Width of the error interval; 0 if unknown. */
    long uncertainNanos() {
        return isKnown() ? roundTripNanos : 0;
    }

    /** Converts an instant of the coordinator's loop to the worker's time. */
    long toWorker(long coordinatorNanos) {
        return coordinatorNanos + nanos;
    }

    /** Converts an instant of the worker's loop to the coordinator's time. */
    long toCoordinator(long workerNanos) {
        return workerNanos - nanos;
    }
}
