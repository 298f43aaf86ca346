package dev.loadtest.engine.result.latency;

/** The summary of a latency histogram, in microseconds; all zero where {@code count} is. */
public record Percentiles(long count, long p50, long p90, long p95, long p99, long p999, long max, double mean) {
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);
}
