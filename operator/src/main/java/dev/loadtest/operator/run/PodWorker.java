package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.workers.Worker;
import java.util.concurrent.CompletionStage;

/** The coordinator's side of a worker that is a pod. Any thread; no method waits. */
public interface PodWorker extends Worker, AutoCloseable {

    /** Its pod is being deleted: it is asked on while it answers, and lost by this sentence once it does not. */
    void leaving(String why);

    /** Its pod is no more: whatever was and will be asked of it fails with this sentence. */
    void lost(String why);

    /** Whether it is given up: it failed for good, or its pod is no more. */
    boolean isLost();

    /**
     * Writes a file into the output volume; one of that name is replaced.
     *
     * @param name a relative path below the output folder
     */
    CompletionStage<Void> store(String name, byte[] content);

    /** Lets go of its connection; the pod is left as it is. */
    @Override
    void close();
}
