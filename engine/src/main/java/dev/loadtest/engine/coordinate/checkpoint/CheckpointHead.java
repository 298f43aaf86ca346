package dev.loadtest.engine.coordinate.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a checkpoint, which commits.
 *
 * @param epoch of the coordinator that drives the run, from 1; a takeover raises it by one, by compare-and-swap
 * @param shards the valid shards; all others are obsolete
 * @param run null before the run has begun
 */
public record CheckpointHead(
        long epoch, List<ShardId> shards, @Nullable RunState run) {
    public CheckpointHead {
        if (epoch < 0) {
            throw new IllegalArgumentException("the epoch is " + epoch);
        }
        shards = List.copyOf(shards);
    }

    /** The head of a new run. */
    public static CheckpointHead first() {
        return new CheckpointHead(1, List.of(), null);
    }

    /** The same head for the next coordinator. */
    public CheckpointHead raised() {
        return new CheckpointHead(Math.addExact(epoch, 1), shards, run);
    }
}
