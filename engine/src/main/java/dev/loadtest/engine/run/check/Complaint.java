package dev.loadtest.engine.run.check;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a response does not meet its expectation.
 *
 * @param clause what was expected, without any value of the response
 * @param found the response's value, whole and unmasked; null where the clause says it all
 * @param quoted whether the value is shown in quotes
 */
public record Complaint(String clause, @Nullable String found, boolean quoted) {

    static Complaint of(String clause) {
        return new Complaint(clause, null, false);
    }

    /** @param clause what was expected of a value */
    static Complaint of(String clause, JsonValue value) {
        return switch (value) {
            case JsonValue.Text text -> new Complaint(clause, text.text(), true);
            case JsonValue.Number number -> new Complaint(clause, number.digits(), false);
            case JsonValue.Flag flag -> new Complaint(clause, String.valueOf(flag.value()), false);
            case JsonValue.Other other -> new Complaint(clause, other.words(), false);
        };
    }

    /** The same about another value. */
    Complaint found(String other) {
        return new Complaint(clause, other, quoted);
    }

    /**
     * The reason, with at most 80 characters of the value.
     *
     * @param mask removes secrets; applied before the value is cut, since a part of a secret is not recognized
     */
    public String sentence(UnaryOperator<String> mask) {
        if (found == null) {
            return mask.apply(clause);
        }
        String masked = mask.apply(found);
        return mask.apply(clause) + ", found " + (quoted ? Shown.quoted(masked) : Shown.cut(masked));
    }
}
