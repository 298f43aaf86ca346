package dev.loadtest.engine.plan;

import java.util.Map;

/** A set of values with which all phases run. */
public record Variant(String name, Map<String, String> values) {

    /** The only variant of a plan without variants; its name is empty and not part of case ids. */
    public static final Variant NONE = new Variant("", Map.of());

    public Variant {
        values = Map.copyOf(values);
    }
}
