package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.HistogramState;

/** A latency histogram in microseconds. */
public final class LatencyHistogram {

    public void recordNanos(long nanos) {
        throw new UnsupportedOperationException();
    }

    public void add(LatencyHistogram other) {
        throw new UnsupportedOperationException();
    }

    public LatencyHistogram copy() {
        throw new UnsupportedOperationException();
    }

    public Percentiles percentiles() {
        throw new UnsupportedOperationException();
    }

    public double valueAt(double percentile) {
        throw new UnsupportedOperationException();
    }

    public long count() {
        throw new UnsupportedOperationException();
    }

    public long clamped() {
        throw new UnsupportedOperationException();
    }

    public void pack() {
        throw new UnsupportedOperationException();
    }

    public String encode() {
        throw new UnsupportedOperationException();
    }

    public static LatencyHistogram decode(String encoded) {
        throw new UnsupportedOperationException();
    }

    public HistogramState state() {
        throw new UnsupportedOperationException();
    }

    public static LatencyHistogram of(HistogramState state) {
        throw new UnsupportedOperationException();
    }

    public int footprintBytes() {
        throw new UnsupportedOperationException();
    }
}
