package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStoreContract;
import dev.loadtest.engine.run.loop.VirtualLoop;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The store of runs in virtual time keeps to what real ones must. */
class FakeStoreTest extends CheckpointStoreContract {
    private final VirtualLoop loop = new VirtualLoop();
    private final FakeStore store = new FakeStore(loop, new Random(1));

    @Override
    protected Claim claim() {
        Checkpoint claimed = store.claim();
        return new Claim(claimed, store.line(claimed.head().epoch()));
    }

    @Override
    protected void await(CompletableFuture<Void> stage) {
        while (!stage.isDone() && loop.step()) {}
    }
}
