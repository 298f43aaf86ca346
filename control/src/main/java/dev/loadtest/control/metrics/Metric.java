package dev.loadtest.control.metrics;

/**
 * A metric's name and meaning.
 *
 * @param name by Prometheus' conventions: with its base unit, of counters without the suffix {@code _total}
 * @param help one line
 */
public record Metric(String name, String help) {}
