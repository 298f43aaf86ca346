package dev.loadtest.control;

/**
 * Confirms a command.
 *
 * @param sequence its number
 */
public record Done(long sequence) {}
