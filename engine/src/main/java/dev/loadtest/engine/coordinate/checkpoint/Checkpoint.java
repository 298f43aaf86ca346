package dev.loadtest.engine.coordinate.checkpoint;

import java.util.List;

/**
 * A head with the shards that it names, in its order, as read by the coordinator that has raised its epoch.
 */
public record Checkpoint(CheckpointHead head, List<CheckpointShard> shards) {
    public Checkpoint {
        shards = List.copyOf(shards);
        if (shards.size() != head.shards().size()) {
            throw new IllegalArgumentException(
                    "the head names " + head.shards().size() + " shards, and " + shards.size() + " are given");
        }
    }

    /** The empty checkpoint of a new run. */
    public static Checkpoint first() {
        return new Checkpoint(CheckpointHead.first(), List.of());
    }
}
