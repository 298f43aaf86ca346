package dev.loadtest.operator.settings;

import java.time.Duration;

/**
 * Limits of one LoadTest, of one namespace, and of all together; 0 and zero mean no limit.
 *
 * @param maxConcurrentRuns further ones wait
 * @param maxConcurrentRunsPerNamespace likewise, of one namespace
 * @param maxPerNamespace LoadTests of one namespace that have not ended; later ones wait without being validated
 * @param maxParallelism worker pods of one run
 * @param maxDuration of one run from claim to end, including drain and suspensions
 * @param maxSuspended how long a suspended run keeps its place
 * @param maxRequestsPerSecond all requests of one run
 */
public record Limits(
        int maxConcurrentRuns,
        int maxConcurrentRunsPerNamespace,
        int maxPerNamespace,
        int maxParallelism,
        Duration maxDuration,
        Duration maxSuspended,
        double maxRequestsPerSecond) {
    public static final Limits NONE = new Limits(0, 0, Duration.ZERO, 0);

    public Limits {
        if (maxConcurrentRuns < 0
                || maxConcurrentRunsPerNamespace < 0
                || maxPerNamespace < 0
                || maxParallelism < 0
                || maxDuration.isNegative()
                || maxSuspended.isNegative()
                || !(maxRequestsPerSecond >= 0)) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }

    /** No limits on a namespace or a suspension. */
    public Limits(int maxConcurrentRuns, int maxParallelism, Duration maxDuration, double maxRequestsPerSecond) {
        this(maxConcurrentRuns, 0, 0, maxParallelism, maxDuration, Duration.ZERO, maxRequestsPerSecond);
    }
}
