package dev.loadtest.control;

/** @param nanos the time of the worker's loop, now */
public record ClockReading(long nanos) {}
