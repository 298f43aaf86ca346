package dev.loadtest.engine.result;

import dev.loadtest.engine.result.latency.LatencyHistogram;

/**
 * Response times of requests that did not succeed, apart from those of all requests. Errors have none. Confined to one
 * thread.
 *
 * @param unexpected of complete responses that did not meet their expectation
 * @param timeout of requests given up at their timeout
 */
public record FailedTimes(LatencyHistogram unexpected, LatencyHistogram timeout) {
    static FailedTimes empty() {
        return new FailedTimes(new LatencyHistogram(), new LatencyHistogram());
    }

    void add(FailedTimes other) {
        unexpected.add(other.unexpected);
        timeout.add(other.timeout);
    }

    FailedTimes copy() {
        return new FailedTimes(unexpected.copy(), timeout.copy());
    }

    void pack() {
        unexpected.pack();
        timeout.pack();
    }

    int footprintBytes() {
        return unexpected.footprintBytes() + timeout.footprintBytes();
    }
}
