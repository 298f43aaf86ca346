package dev.loadtest.engine.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * The targets of a plan by name.
 *
 * @param standard of requests that name none; its own name is {@link #DEFAULT}
 * @param others further ones, with different names
 */
public record Targets(Target standard, List<Named> others) {
    /** The name of the target of requests that name none. */
    public static final String DEFAULT = "default";

    /** A target and its name. */
    public record Named(String name, Target target) {}

    public Targets {
        others = List.copyOf(others);
    }

    /** The only target of a plan. */
    public static Targets of(Target only) {
        return new Targets(only, List.of());
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Target named(String name) {
        if (name.equals(DEFAULT)) {
            return standard;
        }
        return others.stream()
                .filter(other -> other.name().equals(name))
                .findFirst()
                .map(Named::target)
                .orElseThrow(() -> new IllegalArgumentException("no target is named " + name));
    }

    /** All of them, the default one first. */
    public Stream<Target> all() {
        return Stream.concat(Stream.of(standard), others.stream().map(Named::target));
    }
}
