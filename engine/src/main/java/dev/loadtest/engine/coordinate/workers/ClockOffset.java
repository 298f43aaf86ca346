package dev.loadtest.engine.coordinate.workers;

/**
 * How far a worker's clock is ahead of the coordinator's, as one reading shows it: the reading is taken to be made half-way
 * between question and answer (Cristian, 1989), and is wrong by half the round trip at most.
 *
 * @param nanos what is to be added to the coordinator's time
 * @param roundTripNanos from the question to the answer
 */
record ClockOffset(long nanos, long roundTripNanos) {
    static final ClockOffset UNKNOWN = new ClockOffset(0, Long.MAX_VALUE);

    /**
     * What a reading shows.
     *
     * @param askedNanos when it was asked for, in the coordinator's time
     * @param answeredNanos when it was answered
     */
    static ClockOffset of(long reading, long askedNanos, long answeredNanos) {
        long roundTrip = answeredNanos - askedNanos;
        return new ClockOffset(reading - (askedNanos + roundTrip / 2), roundTrip);
    }

    boolean isKnown() {
        return roundTripNanos != Long.MAX_VALUE;
    }

    /** The more exact of two; of two that are alike, this one. */
    ClockOffset orCloser(ClockOffset other) {
        return other.roundTripNanos < roundTripNanos ? other : this;
    }

    /** What is believed after a later reading: the more exact of the two, unless both cannot be true. Then clocks have parted. */
    ClockOffset after(ClockOffset later) {
        boolean parted = Math.abs(later.nanos - nanos) > later.roundTripNanos / 2 + roundTripNanos / 2;
        return parted ? later : orCloser(later);
    }

    /** The most by which it may be wrong in either direction, twice; 0 where nothing is known. */
    long uncertainNanos() {
        return isKnown() ? roundTripNanos : 0;
    }

    /** An instant of the coordinator's loop in the time of the worker's. */
    long toWorker(long coordinatorNanos) {
        return coordinatorNanos + nanos;
    }

    /** An instant of the worker's loop in the time of the coordinator's. */
    long toCoordinator(long workerNanos) {
        return workerNanos - nanos;
    }
}
