package dev.loadtest.bench;

/**
 * A row of the tables {@code growth} and {@code rows}.
 *
 * @param bound the required limit; empty if there is none
 */
record Figure(String what, String seen, String bound, boolean within) {}
