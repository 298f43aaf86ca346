package dev.loadtest.engine.result.count;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One number of the books, as reports show it.
 *
 * @param name as in {@code results.json}, such as {@code notSent}
 * @param usual whether it is above 0 in a run without failures, so that a 0 is shown too
 * @param parts the number by reason or cause; null if it is not divided
 */
public record NamedCount(
        String name, boolean usual, long total, @Nullable Map<String, Long> parts) {

    /** The name as words, such as {@code not sent}. */
    public String words() {
        StringBuilder words = new StringBuilder();
        for (char c : name.toCharArray()) {
            words.append(Character.isUpperCase(c) ? " " + Character.toLowerCase(c) : c);
        }
        return words.toString();
    }

    /** The words as a heading, such as {@code Not sent}. */
    public String heading() {
        return words().substring(0, 1).toUpperCase(Locale.ROOT) + words().substring(1);
    }

    /** By reason or cause; empty if it is not divided. */
    public Map<String, Long> byName() {
        return parts == null ? Map.of() : parts;
    }
}
