package dev.loadtest.engine.result.wire;

/**
 * A latency histogram, exactly.
 *
 * @param encoded HdrHistogram V2, compressed, base64; empty for one without any value
 * @param sumMicros of all values
 * @param maxMicros the largest value
 * @param clamped how many values were above the range
 */
public record HistogramState(String encoded, long sumMicros, long maxMicros, long clamped) {}
