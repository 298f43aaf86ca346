package dev.loadtest.engine.result;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.SpreadState;

/** Accumulates a {@link Spread}. */
final class SpreadCounter {
    private long count;
    private long sumMicros;
    private long maxMicros;

    void recordNanos(long nanos) {
        long micros = LatencyHistogram.micros(nanos);
        count++;
        sumMicros += micros;
        maxMicros = Math.max(maxMicros, micros);
    }

    long maxMicros() {
        return maxMicros;
    }

    void add(SpreadCounter other) {
        add(other.state());
    }

    void add(SpreadState other) {
        count += other.count();
        sumMicros += other.sumMicros();
        maxMicros = Math.max(maxMicros, other.maxMicros());
    }

    Spread spread() {
        return new Spread(count, sumMicros, maxMicros);
    }

    SpreadState state() {
        return new SpreadState(count, sumMicros, maxMicros);
    }
}
