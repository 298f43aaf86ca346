package dev.loadtest.engine.coordinate.checkpoint;

import java.util.concurrent.CompletionStage;

/**
 * Where one coordinator keeps its run's checkpoint. It was made by whoever raised the head's epoch, and knows the head as
 * it was then. Methods may be called from any thread and never wait; stages may complete on any. One commit at a time is
 * under way, and its shard before it.
 *
 * <p>A stage completes exceptionally by a {@link SupersededException} once another coordinator has raised the epoch: nothing
 * is written then. Any other failure means that nothing may be taken to be written; it is tried again a second later with
 * what there is by then. After a {@link CheckpointRefusedException} a run that is over waits for it no longer.
 */
public interface CheckpointStore {

    /** Writes a shard, durably; it counts once a head names it. */
    CompletionStage<Void> write(ShardId id, CheckpointShard shard);

    /**
     * Replaces the head, by compare and swap against the one that this store read or committed last. An answer that got lost
     * is found out here: a head of one's own epoch can only be one's own. Shards that the new head does not name may be
     * deleted after it.
     */
    CompletionStage<Void> commit(CheckpointHead head);

    /**
     * Hashes a digest of captured values under a key that coordinators of this run alone have: whoever reads a checkpoint
     * could find short values by trying. As it is where nobody else can read the store. At once; the same every time.
     */
    default byte[] keyed(byte[] digest) {
        return digest;
    }
}
