package dev.loadtest.control.remote;

import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Denial;
import dev.loadtest.control.message.Done;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Denies addresses to a running worker. Needs no place among the coordinator's commands: denials only add, so that
 * order and repetition have no effect. Any thread; no method blocks.
 */
public final class WorkerDenials {
    private static final Duration CALL = Duration.ofSeconds(3);

    private final WorkerEndpoint endpoint;

    public WorkerDenials(WorkerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sends the addresses once, without repetition.
     *
     * @param addresses addresses and CIDRs
     * @return completes when the worker connects to none of them any more; exceptionally with a {@code
     *     RefusedException} if it refuses, as one of an earlier release does, or with the failure
     */
    public CompletionStage<Void> deny(List<String> addresses) {
        HttpChannel channel = new HttpChannel(endpoint);
        return channel.call(ControlPaths.DENY, new Denial(addresses), Done.class, CALL)
                .whenComplete((done, failure) -> channel.close())
                .thenAccept(done -> {});
    }
}
