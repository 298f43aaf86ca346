package dev.loadtest.engine.coordinate.checkpoint;

import java.util.concurrent.CompletionStage;

/**
 * Checkpoint storage for one coordinator, created with the raised epoch and the head as it was then. Methods may be
 * called from any thread and never block; stages may complete on any thread. At most one commit, with its shard before
 * it, is in progress.
 *
 * <p>A stage completes with a {@link SupersededException} once another coordinator has raised the epoch; nothing is
 * written then. After any other failure it is unknown what was written; the coordinator retries a second later with its
 * current state. After a {@link CheckpointRefusedException} a completed run no longer waits for a commit.
 */
public interface CheckpointStore {

    /** Writes a shard durably; it counts once a head names it. */
    CompletionStage<Void> write(ShardId id, CheckpointShard shard);

    /**
     * Replaces the head by compare-and-swap against the one read or committed last. Recognizes its own write after a
     * lost answer: a head of this epoch can only be its own. Shards that the new head does not name may be deleted.
     */
    CompletionStage<Void> commit(CheckpointHead head);

    /**
     * Hashes a digest of captured values with a key of this run's coordinators: short values could be guessed from a
     * plain hash. Unchanged if nobody else can read the store. Immediate and deterministic.
     */
    default byte[] keyed(byte[] digest) {
        return digest;
    }
}
