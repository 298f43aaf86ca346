package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import java.io.IOException;

/** Opens a run's checkpoint for one coordinator. Blocks, so it is called on a thread of its own. */
@FunctionalInterface
public interface Opening {

    /**
     * Raises the epoch, from which on any other coordinator of the run is superseded. Any other failure than these may
     * pass: it is tried again.
     *
     * @throws IOException where there is a checkpoint that cannot be read, now or later
     * @throws dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException where there is none, and none can be kept
     * @throws dev.loadtest.engine.coordinate.checkpoint.SupersededException where another coordinator was first
     */
    Opened open() throws IOException;

    /** How far other operators had brought the checkpoint when it was opened last, whether or not that succeeded. */
    default Progress others() {
        return Progress.NONE;
    }

    /**
     * @param store that keeps what follows
     * @param upkeep of what is stored
     */
    record Opened(Checkpoint checkpoint, CheckpointStore store, Upkeep upkeep) {
        public long epoch() {
            return checkpoint.head().epoch();
        }
    }
}
