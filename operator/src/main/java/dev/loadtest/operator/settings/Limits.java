package dev.loadtest.operator.settings;

import java.time.Duration;

/**
 * What one LoadTest, and all together, may ask for; 0 and zero mean no limit.
 *
 * @param maxConcurrentRuns further ones wait
 * @param maxParallelism worker pods of one run
 * @param maxDuration the active deadline of one run
 * @param maxRequestsPerSecond a rate, and the requests of one burst
 */
public record Limits(int maxConcurrentRuns, int maxParallelism, Duration maxDuration, double maxRequestsPerSecond) {
    public static final Limits NONE = new Limits(0, 0, Duration.ZERO, 0);

    public Limits {
        if (maxConcurrentRuns < 0 || maxParallelism < 0 || maxDuration.isNegative() || maxRequestsPerSecond < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }
}
