package dev.loadtest.control.message;

/**
 * Sender and intended recipient of a message.
 *
 * @param run the run's id, never reused
 * @param epoch of the coordinator, raised by each takeover
 * @param incarnation of the addressed worker process; another process at the same address refuses the message
 */
public record Caller(String run, long epoch, String incarnation) {}
