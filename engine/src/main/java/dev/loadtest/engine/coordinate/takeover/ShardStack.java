package dev.loadtest.engine.coordinate.takeover;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The valid shards. A new one absorbs preceding ones that are not larger, up to a limit, so that there are few: about
 * one for every hundred cases and some small ones, with each case written a few times at most. Immutable.
 */
record ShardStack(List<Stored> shards) {
    private static final int LARGEST = 128;

    record Stored(ShardId id, CheckpointShard shard, int size) {}

    /** The shard to write, and the valid shards after the write. */
    record Addition(ShardId id, CheckpointShard shard, ShardStack after) {}

    ShardStack {
        shards = List.copyOf(shards);
    }

    static ShardStack of(Checkpoint checkpoint) {
        return new ShardStack(IntStream.range(0, checkpoint.shards().size())
                .mapToObj(i -> {
                    CheckpointShard shard = checkpoint.shards().get(i);
                    return new Stored(checkpoint.head().shards().get(i), shard, size(shard));
                })
                .toList());
    }

    private static int size(CheckpointShard shard) {
        return shard.cases().size() + shard.gone().size();
    }

    List<ShardId> ids() {
        return shards.stream().map(Stored::id).toList();
    }

    Addition with(ShardDraft draft, ShardId id) {
        List<Stored> kept = new ArrayList<>(shards);
        ShardDraft merged = draft;
        while (!kept.isEmpty()
                && kept.getLast().size() <= merged.size()
                && kept.getLast().size() + merged.size() <= LARGEST) {
            ShardDraft both = new ShardDraft();
            both.add(kept.removeLast().shard());
            both.add(merged.shard());
            merged = both;
        }
        CheckpointShard shard = merged.shard();
        kept.add(new Stored(id, shard, size(shard)));
        return new Addition(id, shard, new ShardStack(kept));
    }
}
