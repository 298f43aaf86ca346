package dev.loadtest.demo;

import java.util.SplittableRandom;

/**
 * Simulated latency and failures, drawn from the seed in the order in which requests arrive. Confined to one thread.
 */
final class Behaviour {
    private final PlotServiceOptions options;
    private final SplittableRandom failures;
    private final SplittableRandom delays;

    Behaviour(PlotServiceOptions options) {
        this.options = options;
        this.failures = new SplittableRandom(options.seed());
        this.delays = failures.split();
    }

    /** Draws whether the operation fails this time. */
    boolean fails(Operation operation) {
        double rate = options.failureRate(operation);
        return rate > 0 && failures.nextDouble() < rate;
    }

    /** Draws the duration of this operation, in whole milliseconds, the resolution of timers. */
    long delayMillis(Operation operation) {
        double millis = options.latency(operation).toNanos() / 1e6;
        return Math.round(millis * (1 + options.jitter() * (2 * delays.nextDouble() - 1)));
    }
}
