package dev.loadtest.engine.plan;

/**
 * A value kept from a response.
 *
 * @param sensitive whether the value is kept out of everything that is written
 */
public record Capture(String name, Source source, boolean sensitive) {

    public sealed interface Source {}

    /** RFC 6901, such as {@code /handle}. */
    public record JsonPointer(String pointer) implements Source {}

    public record ResponseHeader(String header) implements Source {}

    /** The first group of the first match in the body; the syntax is RE2's. */
    public record Regex(String regex) implements Source {}
}
