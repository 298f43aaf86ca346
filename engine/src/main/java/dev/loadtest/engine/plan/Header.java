package dev.loadtest.engine.plan;

import java.util.Set;

/** A header sent with requests. */
public record Header(String name, Value value) {

    public sealed interface Value {}

    public record Text(Template template) implements Value {}

    public record FromSecret(SecretRef ref) implements Value {}

    /** The names that its value refers to. */
    public Set<String> names() {
        return value instanceof Text text ? text.template().names() : Set.of();
    }
}
