package dev.loadtest.engine.result.wire;

import java.util.List;

/**
 * What happened by stretches of run time; those in which nothing happened are absent.
 *
 * @param width how many seconds each holds that does not begin before {@code joined}; the others hold twice as many
 */
public record TimelineState(long width, long joined, List<Stretch> stretches) {
    public TimelineState {
        stretches = List.copyOf(stretches);
    }

    /**
     * The whole count of one.
     *
     * @param second its first
     */
    public record Stretch(long second, long sent, long ended, long failures, HistogramState response) {}
}
