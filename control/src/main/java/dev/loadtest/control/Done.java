package dev.loadtest.control;

/**
 * A command is done.
 *
 * @param sequence its number
 */
public record Done(long sequence) {}
