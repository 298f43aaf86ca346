package dev.loadtest.control.message;

/** @param nanos current time of the worker's loop */
public record ClockReading(long nanos) {}
