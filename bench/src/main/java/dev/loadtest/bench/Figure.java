package dev.loadtest.bench;

/**
 * A line of the table {@code growth}.
 *
 * @param bound what it should be within
 */
record Figure(String what, String seen, String bound, boolean within) {}
