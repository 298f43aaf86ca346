package dev.loadtest.engine.coordinate.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What commits a checkpoint.
 *
 * @param epoch whose coordinator drives the run, from 1; whoever takes the run over raises it by one, by compare and swap
 * @param shards those that count; others are of no use any more
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

    /** That of a run which nobody has driven before. */
    public static CheckpointHead first() {
        return new CheckpointHead(1, List.of(), null);
    }

    /** The same in the hands of the next coordinator. */
    public CheckpointHead raised() {
        return new CheckpointHead(Math.addExact(epoch, 1), shards, run);
    }
}
