package dev.loadtest.engine.result.wire;

/** Sum, maximum and count of durations, in microseconds. */
public record SpreadState(long count, long sumMicros, long maxMicros) {}
