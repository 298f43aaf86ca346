package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import java.io.IOException;

/** Opens a run's checkpoint for one coordinator. Blocks; called on a thread of its own. */
@FunctionalInterface
public interface Opening {

    /**
     * Raises the epoch, which supersedes every other coordinator of the run. Failures other than the following may be
     * temporary and are retried.
     *
     * @throws IOException where there is a checkpoint that cannot be read, now or later
     * @throws dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException where there is none, and none can be kept
     * @throws dev.loadtest.engine.coordinate.checkpoint.SupersededException where another coordinator was first
     */
    Opened open() throws IOException;

    /** Progress of other operators at the last attempt to open, successful or not. */
    default Progress others() {
        return Progress.NONE;
    }

    /**
     * @param store for further commits
     * @param upkeep of the stored objects
     */
    record Opened(Checkpoint checkpoint, CheckpointStore store, Upkeep upkeep) {
        public long epoch() {
            return checkpoint.head().epoch();
        }
    }
}
