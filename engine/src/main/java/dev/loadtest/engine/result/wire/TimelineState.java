package dev.loadtest.engine.result.wire;

import java.util.List;

/** What happened by second of run time; seconds in which nothing happened are absent. */
public record TimelineState(List<Second> seconds) {
    public TimelineState {
        seconds = List.copyOf(seconds);
    }

    /** The whole count of one second. */
    public record Second(long second, long sent, long ended, long failures, HistogramState response) {}
}
