package dev.loadtest.control.remote;

import dev.loadtest.control.seal.ControlKey;
import java.net.URI;

/**
 * Address of a worker and the means to command it.
 *
 * @param run the run's id, never reused
 * @param index of the worker in the run, from 0
 * @param address of the pod, IPv4 or IPv6 without brackets
 * @param key of the run's operators; never sent
 * @param epoch of the coordinator: workers refuse lower ones
 * @param answers shared limit of the answers of the run's workers
 */
public record WorkerEndpoint(
        String run, int index, String address, int port, ControlKey key, long epoch, AnswerBudget answers) {
    public WorkerEndpoint {
        if (index < 0 || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("index is " + index + ", port is " + port);
        }
    }

    URI uri(String path) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + port + path);
    }

    /** Endpoints are logged. */
    @Override
    public String toString() {
        return "worker " + index + " of " + run + " at " + address + ":" + port;
    }
}
