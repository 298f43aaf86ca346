package dev.loadtest.engine.plan;

import java.util.Map;

/**
 * A set of values with which all phases run.
 *
 * @param places where it finds targets elsewhere than the plan, by the target's name
 */
public record Variant(String name, Map<String, String> values, Map<String, Place> places) {

    /** The only variant of a plan without variants; its name is empty and not part of case ids. */
    public static final Variant NONE = new Variant("", Map.of());

    public Variant {
        values = Map.copyOf(values);
        places = Map.copyOf(places);
    }

    /** One that finds all targets where the plan says. */
    public Variant(String name, Map<String, String> values) {
        this(name, values, Map.of());
    }

    /**
     * Where a target is.
     *
     * @param host a name or address; IPv6 addresses without brackets
     * @param port 1 to 65535
     * @param basePath empty, or starts with {@code /} and does not end with it
     */
    public record Place(boolean https, String host, int port, String basePath) {}
}
