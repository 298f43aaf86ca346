package dev.loadtest.engine.result;

/** Sum, maximum and count of durations, in microseconds. */
public record Spread(long count, long sumMicros, long maxMicros) {
    public static final Spread NONE = new Spread(0, 0, 0);

    public Spread plus(Spread other) {
        return new Spread(count + other.count, sumMicros + other.sumMicros, Math.max(maxMicros, other.maxMicros));
    }

    public double meanMicros() {
        return count == 0 ? 0 : (double) sumMicros / count;
    }
}
