package dev.loadtest.worker.process;

import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStoreContract;
import org.junit.jupiter.api.Timeout;

/** The store of runs between processes keeps to what real ones must. */
@Timeout(20)
class MemoryStoreTest extends CheckpointStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    protected Claim claim() throws BadMessageException {
        return new Claim(store.claim(), store.line());
    }
}
