package dev.loadtest.bench;

/**
 * A row of the table {@code growth}.
 *
 * @param bound the required limit
 */
record Figure(String what, String seen, String bound, boolean within) {}
