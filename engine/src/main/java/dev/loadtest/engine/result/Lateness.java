package dev.loadtest.engine.result;

import java.time.Duration;
import java.util.Optional;

/** Whether the generator was too late for a phase's numbers to be believed; pure. */
public final class Lateness {
    private Lateness() {}

    /** Why a phase is Invalid. */
    public static Optional<String> invalid(String phase, long sent, long late, Duration maxLateness) {
        throw new UnsupportedOperationException();
    }
}
