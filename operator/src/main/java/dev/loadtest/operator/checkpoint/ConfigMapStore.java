package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.Seal;
import dev.loadtest.engine.coordinate.SupersededException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A coordinator's checkpoint as ConfigMaps; each call of the API server is made on a thread of its own. */
final class ConfigMapStore implements CheckpointStore {
    private final StoredHead head;
    private final StoredShards shards;
    private final Seal captured;
    private List<ShardId> named;

    /**
     * @param opened the head whose epoch was raised by way of {@code head}
     * @param captured seals what is said of captured values
     */
    ConfigMapStore(StoredHead head, StoredShards shards, CheckpointHead opened, Seal captured) {
        this.captured = captured;
        this.head = head;
        this.shards = shards;
        this.named = opened.shards();
    }

    /** What may block and fail. */
    private interface Task {
        void run() throws IOException;
    }

    @Override
    public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
        return beside(() -> shards.write(id.epoch(), id.number(), CheckpointFormat.bytes(shard)));
    }

    @Override
    public CompletionStage<Void> commit(CheckpointHead next) {
        return beside(() -> {
            if (!head.write(next.epoch(), CheckpointFormat.bytes(next))) {
                throw new SupersededException("another coordinator has raised the epoch above " + next.epoch());
            }
            dropUnnamed(next.shards());
        });
    }

    @Override
    public byte[] keyed(byte[] digest) {
        return captured.of(digest);
    }

    /** What cannot be deleted now goes with the LoadTest. */
    private synchronized void dropUnnamed(List<ShardId> still) {
        List<ShardId> gone = new ArrayList<>(named);
        gone.removeAll(still);
        named = still;
        try {
            gone.forEach(id -> shards.delete(id.epoch(), id.number()));
        } catch (RuntimeException unreachable) {
            // It is committed all the same.
        }
    }

    private static CompletionStage<Void> beside(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("checkpoint").start(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
