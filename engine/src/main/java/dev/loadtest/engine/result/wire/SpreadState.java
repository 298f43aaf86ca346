package dev.loadtest.engine.result.wire;

/** The sum and the largest of some durations, in microseconds, and how many there were. */
public record SpreadState(long count, long sumMicros, long maxMicros) {}
