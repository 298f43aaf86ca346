package dev.loadtest.worker.process;

import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checkpoints as bytes in memory, like an API server's. Any thread. */
final class MemoryStore {
    private static final int MOST = 64 << 20;

    private final Map<ShardId, byte[]> shards = new HashMap<>();
    private byte[] head = {};

    /** A new coordinator takes the run over. */
    synchronized Checkpoint claim() throws BadMessageException {
        CheckpointHead claimed =
                head.length == 0 ? CheckpointHead.first() : readHead().raised();
        head = ControlJson.write(claimed);
        List<CheckpointShard> read = new ArrayList<>();
        for (ShardId id : claimed.shards()) {
            read.add(ControlJson.read(shards.get(id), CheckpointShard.class, MOST));
        }
        return new Checkpoint(claimed, read);
    }

    private CheckpointHead readHead() throws BadMessageException {
        return ControlJson.read(head, CheckpointHead.class, MOST);
    }

    private synchronized void put(ShardId id, CheckpointShard shard) {
        shards.put(id, ControlJson.write(shard));
    }

    private synchronized void swap(CheckpointHead next) throws BadMessageException {
        if (readHead().epoch() != next.epoch()) {
            throw new SupersededException("the head is of another epoch than " + next.epoch());
        }
        head = ControlJson.write(next);
    }

    /** The store of one coordinator. */
    CheckpointStore line() {
        return new CheckpointStore() {
            @Override
            public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
                return CompletableFuture.runAsync(() -> put(id, shard));
            }

            @Override
            public CompletionStage<Void> commit(CheckpointHead next) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                try {
                    swap(next);
                    done.complete(null);
                } catch (SupersededException | BadMessageException e) {
                    done.completeExceptionally(e);
                }
                return done;
            }
        };
    }
}
