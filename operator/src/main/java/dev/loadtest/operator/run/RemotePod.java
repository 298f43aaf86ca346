package dev.loadtest.operator.run;

import dev.loadtest.control.remote.RemoteWorker;
import dev.loadtest.control.remote.WorkerAddresses;
import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.control.remote.WorkerStorage;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A worker pod reached by its control API. */
final class RemotePod extends RemoteWorker implements PodWorker {
    /** The longest that writing one file may take. */
    private static final Duration STORING = Duration.ofSeconds(30);

    private final WorkerStorage storage;
    private final WorkerAddresses addresses;

    /**
     * @param loop of the run, which it lives on
     * @param patience how long a pod that does not answer is asked again before it is lost
     */
    RemotePod(WorkerEndpoint endpoint, LoadPlan plan, Loop loop, Duration patience) {
        super(endpoint, plan, loop, patience);
        this.storage = new WorkerStorage(endpoint);
        this.addresses = new WorkerAddresses(endpoint);
    }

    @Override
    public CompletionStage<Void> store(String name, byte[] content) {
        return storage.store(name, content, STORING);
    }

    @Override
    public CompletionStage<Void> update(long version, RunAddresses now) {
        return addresses.update(version, now.allowedInOrder(), now.deniedInOrder());
    }

    @Override
    public void close() {
        lost("this operator drives the run no more");
    }
}
