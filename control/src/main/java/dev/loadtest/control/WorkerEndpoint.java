package dev.loadtest.control;

import java.net.URI;

/**
 * Where a worker is, and what shows that we may command it.
 *
 * @param run the run's own id, never used twice
 * @param index the worker's place among the run's workers, from 0
 * @param address of the pod, IPv4 or IPv6 without brackets
 * @param key of the run's operators; it is never sent
 * @param epoch of the coordinator: workers refuse a lower one than they have seen
 * @param answers what the run's workers may answer together
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
