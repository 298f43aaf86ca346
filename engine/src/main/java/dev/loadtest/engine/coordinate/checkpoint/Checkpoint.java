package dev.loadtest.engine.coordinate.checkpoint;

import java.util.List;

/**
 * A head and the shards that it names, in its order, as read by whoever has raised the head's epoch and drives the run now.
 */
public record Checkpoint(CheckpointHead head, List<CheckpointShard> shards) {
    public Checkpoint {
        shards = List.copyOf(shards);
        if (shards.size() != head.shards().size()) {
            throw new IllegalArgumentException(
                    "the head names " + head.shards().size() + " shards, and " + shards.size() + " are given");
        }
    }

    /** That of a run which nobody has driven before. */
    public static Checkpoint first() {
        return new Checkpoint(CheckpointHead.first(), List.of());
    }
}
