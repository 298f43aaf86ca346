package dev.loadtest.operator.run;

import java.io.IOException;

/** Opens a run's checkpoint for one coordinator. Blocks, so it is called on a thread of its own. */
@FunctionalInterface
public interface Opening {

    /**
     * Raises the epoch, from which on any other coordinator of the run is superseded.
     *
     * @throws IOException where it cannot be opened, or another coordinator was first
     */
    Opened open() throws IOException;

    /** @param epoch of this coordinator, from 1 */
    record Opened(long epoch) {}
}
