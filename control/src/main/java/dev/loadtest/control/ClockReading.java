package dev.loadtest.control;

/** @param nanos current time of the worker's loop */
public record ClockReading(long nanos) {}
