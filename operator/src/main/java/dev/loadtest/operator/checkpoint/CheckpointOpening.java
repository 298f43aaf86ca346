package dev.loadtest.operator.checkpoint;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.SupersededException;
import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.operator.run.Opening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens the checkpoint that a run has as ConfigMaps: raises its epoch and reads it, or begins it. */
public final class CheckpointOpening implements Opening {
    private final ConfigMaps objects;
    private final LoadTest owner;

    public CheckpointOpening(ConfigMaps objects, LoadTest owner) {
        this.objects = objects;
        this.owner = owner;
    }

    @Override
    public Opened open() throws IOException {
        StoredHead stored = new StoredHead(objects, owner, UUID.randomUUID().toString());
        StoredShards shards = new StoredShards(objects, owner);
        Optional<byte[]> before = stored.read();
        CheckpointHead head = before.isEmpty()
                ? CheckpointHead.first()
                : CheckpointFormat.head(before.get()).raised();
        if (!written(stored, head, before.isPresent())) {
            throw new SupersededException("another operator took the run over in this instant");
        }
        List<CheckpointShard> read = new ArrayList<>();
        for (ShardId id : head.shards()) {
            read.add(CheckpointFormat.shard(shards.read(id.epoch(), id.number())));
        }
        return new Opened(new Checkpoint(head, read), new ConfigMapStore(stored, shards, head));
    }

    /** Of a run under way the workers still hold what its checkpoint lacks, while somebody may lift what refuses it. */
    private static boolean written(StoredHead stored, CheckpointHead head, boolean underWay) throws IOException {
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
    public static void delete(ConfigMaps objects, LoadTest owner) {
        StoredHead stored = new StoredHead(objects, owner, "");
        StoredShards shards = new StoredShards(objects, owner);
        try {
            Optional<byte[]> head = stored.read();
            if (head.isPresent()) {
                CheckpointFormat.head(head.get()).shards().forEach(id -> shards.delete(id.epoch(), id.number()));
                stored.delete();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            // It is of no more use, and goes with the LoadTest.
        }
    }
}
