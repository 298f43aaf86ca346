package dev.loadtest.control.remote;

import dev.loadtest.control.message.AddressUpdate;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Done;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Tells a running worker where it may connect. Needs no place among the coordinator's commands: updates carry an order of
 * their own. Any thread; no method blocks.
 */
public final class WorkerAddresses {
    private static final Duration CALL = Duration.ofSeconds(3);

    private final WorkerEndpoint endpoint;

    public WorkerAddresses(WorkerEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sends an update once, without repetition.
     *
     * @param version counts the changes of this epoch, from 1
     * @param allowed destinations as {@code TargetRule}s
     * @param denied addresses and CIDRs
     * @return completes when the worker opens connections by these rules; exceptionally with a {@code RefusedException}
     *     if it refuses, or with the failure
     */
    public CompletionStage<Void> update(long version, List<String> allowed, List<String> denied) {
        HttpChannel channel = new HttpChannel(endpoint);
        AddressUpdate update = new AddressUpdate(endpoint.epoch(), version, allowed, denied);
        return channel.call(ControlPaths.ADDRESSES, update, Done.class, CALL)
                .whenComplete((done, failure) -> channel.close())
                .thenAccept(done -> {});
    }
}
