package dev.loadtest.engine.plan;

import java.util.Map;

/** One way in which all phases are run, and the values it binds. */
public record Variant(String name, Map<String, String> values) {

    /** The one variant of a plan that names none; its name is empty and no case id shows it. */
    public static final Variant NONE = new Variant("", Map.of());

    public Variant {
        values = Map.copyOf(values);
    }
}
