package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.seal.Seal;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.operator.run.Upkeep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A coordinator's checkpoint store in ConfigMaps; API calls run on a thread of its own. */
final class ConfigMapStore implements CheckpointStore, Upkeep {
    /** Shards checked in one round of upkeep; a long run's shards take turns. */
    private static final int SHARDS_A_LOOK = 8;

    private final StoredHead head;
    private final StoredShards shards;
    private final Seal captured;
    private List<ShardId> named;
    /** Shards named by the head, as committed by the coordinator. */
    private final Map<ShardId, CheckpointShard> contents = new HashMap<>();

    private int looked;

    /**
     * @param opened the checkpoint whose epoch was raised through {@code head}
     * @param captured seals digests of captured values
     */
    ConfigMapStore(StoredHead head, StoredShards shards, Checkpoint opened, Seal captured) {
        this.captured = captured;
        this.head = head;
        this.shards = shards;
        this.named = opened.head().shards();
        for (int i = 0; i < named.size(); i++) {
            contents.put(named.get(i), opened.shards().get(i));
        }
    }

    /** A blocking call. */
    private interface Task {
        void run() throws IOException;
    }

    @Override
    public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
        return beside(() -> {
            shards.write(id.epoch(), id.number(), CheckpointFormat.bytes(shard));
            keep(id, shard);
        });
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

    private synchronized void keep(ShardId id, CheckpointShard shard) {
        contents.put(id, shard);
    }

    /** Restores deleted parts of the head and of its shards. */
    @Override
    public Optional<String> look() {
        try {
            head.keep();
            for (ShardId id : turn()) {
                restore(id);
            }
            return Optional.empty();
        } catch (CheckpointRefusedException e) {
            if (e.getCause() != null) {
                // A quota or a policy, which may be lifted.
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private synchronized List<ShardId> turn() {
        int most = Math.min(SHARDS_A_LOOK, named.size());
        List<ShardId> turn = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            turn.add(named.get(Math.floorMod(looked++, named.size())));
        }
        return turn;
    }

    private void restore(ShardId id) throws IOException {
        try {
            shards.read(id.epoch(), id.number());
        } catch (IOException missing) {
            CheckpointShard content = content(id);
            if (content != null) {
                shards.dropStripped(id.epoch(), id.number());
                shards.write(id.epoch(), id.number(), CheckpointFormat.bytes(content));
            }
        }
    }

    /** Null if the head no longer names it. */
    private synchronized @Nullable CheckpointShard content(ShardId id) {
        return named.contains(id) ? contents.get(id) : null;
    }

    /** An undeletable shard goes with the LoadTest. */
    private synchronized void dropUnnamed(List<ShardId> still) {
        List<ShardId> gone = new ArrayList<>(named);
        gone.removeAll(still);
        named = still;
        contents.keySet().retainAll(still);
        try {
            gone.forEach(id -> shards.delete(id.epoch(), id.number()));
        } catch (RuntimeException unreachable) {
            // The commit holds nevertheless.
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
