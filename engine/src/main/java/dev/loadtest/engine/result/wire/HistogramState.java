package dev.loadtest.engine.result.wire;

/**
 * The exact state of a latency histogram.
 *
 * @param encoded HdrHistogram V2, compressed, base64; of few values their list, see {@code FewValues}; empty without values
 * @param sumMicros of all values
 * @param maxMicros the largest value
 * @param clamped number of values above the range
 */
public record HistogramState(String encoded, long sumMicros, long maxMicros, long clamped) {}
