package dev.loadtest.engine.plan;

/** A header sent with requests. */
public record Header(String name, Value value) {

    public sealed interface Value {}

    public record Text(Template template) implements Value {}

    public record FromSecret(SecretRef ref) implements Value {}
}
