package dev.loadtest.control;

/**
 * Whose a message is, and whom it is for.
 *
 * @param run the run's own id, never used twice
 * @param epoch of the coordinator; each that takes a run over has a higher one
 * @param incarnation of the worker's process: another one at the same address is not meant
 */
public record Caller(String run, long epoch, String incarnation) {}
