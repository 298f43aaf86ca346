package dev.loadtest.operator.checkpoint;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.run.Opening;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Opens the checkpoint that a run has as ConfigMaps: raises its epoch, or begins it. */
public final class CheckpointOpening implements Opening {
    private final ConfigMaps objects;
    private final LoadTest owner;

    public CheckpointOpening(ConfigMaps objects, LoadTest owner) {
        this.objects = objects;
        this.owner = owner;
    }

    @Override
    public Opened open() throws IOException {
        StoredHead head = new StoredHead(objects, owner, UUID.randomUUID().toString());
        Optional<StoredHead.Read> before = head.read();
        long epoch = before.map(read -> read.epoch() + 1).orElse(1L);
        if (!head.write(epoch, before.map(StoredHead.Read::content).orElse(null))) {
            throw new IOException("another operator took the run over in this instant");
        }
        return new Opened(epoch);
    }
}
