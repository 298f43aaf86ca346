package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.workers.Worker;
import java.util.List;
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
     * Denies addresses to it, in addition to those of its start.
     *
     * @param addresses addresses and CIDRs
     */
    CompletionStage<Void> deny(List<String> addresses);

    /** Closes its connection; the pod is left unchanged. */
    @Override
    void close();
}
