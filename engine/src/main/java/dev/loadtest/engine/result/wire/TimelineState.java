package dev.loadtest.engine.result.wire;

import java.util.List;

/**
 * A timeline by stretches of run time; empty ones are absent.
 *
 * @param width seconds of a stretch that begins at or after {@code joined}; earlier ones have twice the width
 */
public record TimelineState(long width, long joined, List<Stretch> stretches) {
    public TimelineState {
        stretches = List.copyOf(stretches);
    }

    /**
     * Counts of one stretch.
     *
     * @param second its first
     */
    public record Stretch(long second, long sent, long ended, long failures, HistogramState response) {}
}
