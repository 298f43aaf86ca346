package dev.loadtest.operator.checkpoint;

import dev.loadtest.control.Seal;
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

/** A coordinator's checkpoint as ConfigMaps; each call of the API server is made on a thread of its own. */
final class ConfigMapStore implements CheckpointStore, Upkeep {
    /** Shards that are read in one look: of a long run one after the other has its turn. */
    private static final int SHARDS_A_LOOK = 8;

    private final StoredHead head;
    private final StoredShards shards;
    private final Seal captured;
    private List<ShardId> named;
    /** The shards that the head names, as the coordinator holds them, too. */
    private final Map<ShardId, CheckpointShard> contents = new HashMap<>();

    private int looked;

    /**
     * @param opened the checkpoint whose epoch was raised by way of {@code head}
     * @param captured seals what is said of captured values
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

    /** What may block and fail. */
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

    /** Writes again what was deleted of the head and of the shards that it names. */
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
                // A quota or a policy, which somebody may lift.
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

    /** Null where the head names it no more. */
    private synchronized @Nullable CheckpointShard content(ShardId id) {
        return named.contains(id) ? contents.get(id) : null;
    }

    /** What cannot be deleted now goes with the LoadTest. */
    private synchronized void dropUnnamed(List<ShardId> still) {
        List<ShardId> gone = new ArrayList<>(named);
        gone.removeAll(still);
        named = still;
        contents.keySet().retainAll(still);
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
