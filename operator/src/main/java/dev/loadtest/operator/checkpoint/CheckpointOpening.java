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

/** Opens the checkpoint that a run has as ConfigMaps: raises its epoch and reads it, or begins it. */
public final class CheckpointOpening implements Opening {
    /** Tells this process's coordinators from those of other operators. */
    private static final String PROCESS = UUID.randomUUID() + "/";

    private final ConfigMaps objects;
    private final LoadTest owner;
    private final OperatorKey key;
    private final boolean begun;
    private volatile Progress others = Progress.NONE;

    /** @param begun whether the run was under way before, so that without a head nobody knows what was sent */
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
            throw new IOException("the ConfigMap \"" + Names.of(owner).checkpoint()
                    + "\" of the run's checkpoint is gone: somebody deleted it");
        }
        CheckpointFormat.Reader reader = new CheckpointFormat.Reader();
        CheckpointHead head = before.isEmpty()
                ? CheckpointHead.first()
                : reader.head(before.get().content()).raised();
        if (!written(stored, head, before.isPresent())) {
            note(stored);
            throw new SupersededException("another operator took the run over in this instant");
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
     * Makes the first head where there is none, before the run is said to have begun: from then on one that is missing was
     * deleted.
     *
     * @throws IOException where there is one that is not ours
     * @throws CheckpointRefusedException where none can be kept
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

    /** Of a run under way the workers still hold what its checkpoint lacks, while somebody may lift what refuses it. */
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

    /** What is stored of a checkpoint, whoever owns it: the shards that its head names, and last the head. */
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

    /** Deletes the checkpoint of a run that is over; what nothing names goes with the LoadTest. */
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
            // It is of no more use, and goes with the LoadTest.
        }
    }
}
