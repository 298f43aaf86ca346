package dev.loadtest.operator.checkpoint;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.run.Opening;
import dev.loadtest.operator.run.Progress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens a run's checkpoint in ConfigMaps: raises its epoch and reads it, or begins it. */
public final class CheckpointOpening implements Opening {
    /** Identifies the coordinators of this process. */
    private static final String PROCESS = UUID.randomUUID() + "/";

    private final ConfigMaps objects;
    private final LoadTest owner;
    private final OperatorKey key;
    private final boolean begun;
    private volatile Progress others = Progress.NONE;

    /** @param begun whether the run was under way, so that a missing head means that sent requests are unknown */
    public CheckpointOpening(ConfigMaps objects, LoadTest owner, OperatorKey key, boolean begun) {
        this.begun = begun;
        this.objects = objects;
        this.owner = owner;
        this.key = key;
    }

    @Override
    public Progress others() {
        return others;
    }

    @Override
    public Opened open() throws IOException {
        StoredHead stored = head(objects, owner, key, PROCESS + UUID.randomUUID());
        StoredShards shards = shards(objects, owner, key);
        Optional<SealedHead> before = stored.read();
        note(stored);
        if (before.isEmpty() && begun) {
            throw new IOException(
                    "the ConfigMap \"" + Names.of(owner).checkpoint() + "\" of the run's checkpoint was deleted");
        }
        CheckpointFormat.Reader reader = new CheckpointFormat.Reader();
        CheckpointHead head = before.isEmpty()
                ? CheckpointHead.first()
                : reader.head(before.get().content()).raised();
        if (!written(stored, head, before.isPresent())) {
            note(stored);
            throw new SupersededException("another operator took the run over concurrently");
        }
        List<CheckpointShard> read = new ArrayList<>();
        for (ShardId id : head.shards()) {
            read.add(reader.shard(shards.read(id.epoch(), id.number())));
        }
        Checkpoint checkpoint = new Checkpoint(head, read);
        ConfigMapStore store =
                new ConfigMapStore(stored, shards, checkpoint, key.seal(OperatorKey.Purpose.CAPTURED_VALUES, owner));
        return new Opened(checkpoint, store, store);
    }

    /**
     * Creates the first head, before the run is reported as Running: a head missing later was deleted.
     *
     * @throws IOException if a foreign head exists
     * @throws CheckpointRefusedException if none can be stored
     */
    public static void prepare(ConfigMaps objects, LoadTest owner, OperatorKey key) throws IOException {
        StoredHead stored = head(objects, owner, key, PROCESS + UUID.randomUUID());
        if (stored.read().isEmpty()) {
            CheckpointHead first = CheckpointHead.first();
            stored.write(first.epoch(), CheckpointFormat.bytes(first));
        }
    }

    private void note(StoredHead seen) {
        if (!seen.holder().startsWith(PROCESS)) {
            others = seen.progress();
        }
    }

    private static StoredHead head(ConfigMaps objects, LoadTest owner, OperatorKey key, String holder) {
        return new StoredHead(objects, owner, holder, key.seal(OperatorKey.Purpose.CHECKPOINT_HEAD, owner));
    }

    private static StoredShards shards(ConfigMaps objects, LoadTest owner, OperatorKey key) {
        return new StoredShards(objects, owner, key.seal(OperatorKey.Purpose.CHECKPOINT_SHARD, owner));
    }

    /**
     * For a run under way, retries: the workers hold what the checkpoint lacks, and the cause of the refusal may be
     * removed.
     */
    private static boolean written(StoredHead stored, CheckpointHead head, boolean underWay) {
        try {
            return stored.write(head.epoch(), CheckpointFormat.bytes(head));
        } catch (CheckpointRefusedException e) {
            if (underWay) {
                throw new IllegalStateException("its checkpoint cannot be written: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** All stored objects of a checkpoint, whatever their owner: shards of the head, and the head last. */
    public static List<ConfigMap> stored(ConfigMaps objects, LoadTest run, OperatorKey key) {
        Optional<ConfigMap> found = objects.get(Names.of(run).checkpoint());
        if (found.isEmpty()) {
            return List.of();
        }
        List<ConfigMap> all = new ArrayList<>();
        SealedHead.of(found.get(), key.seal(OperatorKey.Purpose.CHECKPOINT_HEAD, run))
                .ifPresent(head -> all.addAll(shards(objects, run, key).named(head.content())));
        all.add(found.get());
        return all;
    }

    /** Deletes the checkpoint of a completed run; uncommitted shards go with the LoadTest. */
    public static void delete(ConfigMaps objects, LoadTest owner, OperatorKey key) {
        StoredHead stored = head(objects, owner, key, "");
        StoredShards shards = shards(objects, owner, key);
        try {
            Optional<SealedHead> head = stored.read();
            if (head.isPresent()) {
                new CheckpointFormat.Reader()
                        .head(head.get().content())
                        .shards()
                        .forEach(id -> shards.delete(id.epoch(), id.number()));
                stored.delete();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            // Unused now; goes with the LoadTest.
        }
    }
}
