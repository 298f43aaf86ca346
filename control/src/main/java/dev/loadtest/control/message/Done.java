package dev.loadtest.control.message;

/**
 * Confirms a command.
 *
 * @param sequence its number
 */
public record Done(long sequence) {}
