package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.workers.Worker;
import java.util.concurrent.CompletionStage;

/** The coordinator's side of a worker pod. Any thread; no method blocks. */
public interface PodWorker extends Worker, AutoCloseable {

    /** Its pod is being deleted: it is asked as long as it answers, and then lost with this sentence. */
    void leaving(String why);

    /** Its pod is gone: all calls fail with this sentence. */
    void lost(String why);

    /** Whether it is given up: it failed permanently, or its pod is gone. */
    boolean isLost();

    /**
     * Writes a file into the output volume, replacing one of that name.
     *
     * @param name a relative path below the output folder
     */
    CompletionStage<Void> store(String name, byte[] content);

    /**
     * Tells it where it may connect from now on.
     *
     * @param version counts the changes, from 1; the worker ignores an older one
     */
    CompletionStage<Void> update(long version, RunAddresses addresses);

    /** Closes its connection; the pod is left unchanged. */
    @Override
    void close();
}
