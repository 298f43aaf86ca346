package dev.loadtest.operator.settings;

import java.time.Duration;

/**
 * What one LoadTest, those of one namespace, and all together may ask for; 0 and zero mean no limit.
 *
 * @param maxConcurrentRuns further ones wait
 * @param maxConcurrentRunsPerNamespace likewise, of one namespace
 * @param maxPerNamespace LoadTests of one namespace that have not ended; later ones wait, and are not looked into
 * @param maxParallelism worker pods of one run
 * @param maxDuration of one run, from its claim to its end, drain and suspensions included
 * @param maxSuspended how long a suspended run keeps its place
 * @param maxRequestsPerSecond all that one run sends
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

    /** Without limits on a namespace or a suspension. */
    public Limits(int maxConcurrentRuns, int maxParallelism, Duration maxDuration, double maxRequestsPerSecond) {
        this(maxConcurrentRuns, 0, 0, maxParallelism, maxDuration, Duration.ZERO, maxRequestsPerSecond);
    }
}
