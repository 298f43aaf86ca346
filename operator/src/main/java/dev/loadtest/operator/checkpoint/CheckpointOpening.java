package dev.loadtest.operator.checkpoint;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.SupersededException;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.run.Opening;
import dev.loadtest.operator.run.Progress;
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
    private volatile Progress others = Progress.NONE;

    public CheckpointOpening(ConfigMaps objects, LoadTest owner, OperatorKey key) {
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
        ConfigMapStore store =
                new ConfigMapStore(stored, shards, head, key.seal(OperatorKey.Purpose.CAPTURED_VALUES, owner));
        return new Opened(new Checkpoint(head, read), store);
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
