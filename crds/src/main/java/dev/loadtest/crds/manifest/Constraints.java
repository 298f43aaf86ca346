package dev.loadtest.crds.manifest;

import dev.loadtest.crds.model.Patterns;
import dev.loadtest.crds.model.Texts;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that the schema sets on a value; each check gives a sentence where the value breaks them.
 *
 * @param texts whether the parts of a value of any form are texts
 */
public record Constraints(
        @Nullable Min min,
        @Nullable Max max,
        @Nullable Size size,
        @Nullable Pattern pattern,
        boolean texts) {

    private static final int SHOWN = 60;
    private static final java.util.regex.Pattern DIGITS = java.util.regex.Pattern.compile("[0-9]{1,18}");

    /** Those of a field, or of the elements of its type. */
    public static Constraints of(AnnotatedElement element) {
        return new Constraints(
                element.getAnnotation(Min.class),
                element.getAnnotation(Max.class),
                element.getAnnotation(Size.class),
                element.getAnnotation(Pattern.class),
                element.isAnnotationPresent(Texts.class));
    }

    Optional<String> checkNumber(BigDecimal value) {
        if (min != null) {
            int order = value.compareTo(BigDecimal.valueOf(min.value()));
            if (order < 0 || (order == 0 && !min.inclusive())) {
                return Optional.of(plain(value)
                        + (min.inclusive() ? " is below " : " is not above ")
                        + plain(BigDecimal.valueOf(min.value())));
            }
        }
        if (max != null && value.compareTo(BigDecimal.valueOf(max.value())) > 0) {
            return Optional.of(plain(value) + " is above " + plain(BigDecimal.valueOf(max.value())));
        }
        return Optional.empty();
    }

    Optional<String> checkText(String value) {
        if (size != null && value.codePointCount(0, value.length()) < size.min()) {
            return Optional.of("must not be empty");
        }
        if (size != null && value.codePointCount(0, value.length()) > size.max()) {
            return Optional.of("is longer than " + size.max() + " characters");
        }
        // matches() instead of find(): in Java, $ also matches before a final line break.
        if (pattern != null
                && !java.util.regex.Pattern.compile(pattern.value())
                        .matcher(value)
                        .matches()) {
            return Optional.of(
                    isDuration() && DIGITS.matcher(value).matches()
                            ? withoutUnit(value)
                            : quoted(value) + " is not " + Patterns.meaning(pattern.value()));
        }
        return Optional.empty();
    }

    boolean isDuration() {
        return pattern != null
                && (pattern.value().equals(Patterns.DURATION) || pattern.value().equals(Patterns.THINK));
    }

    /** What to write for a duration that is a mere number. */
    static String withoutUnit(String number) {
        return number + " has no unit; write " + number + "s, " + number + "ms or " + number + "m";
    }

    Optional<String> checkCount(int count, String unit) {
        if (size != null && count < size.min()) {
            return Optional.of("must not be empty");
        }
        if (size != null && count > size.max()) {
            return Optional.of("has " + count + " " + unit + ", more than " + size.max());
        }
        return Optional.empty();
    }

    /** A user's text for a message: truncated, on one line. */
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            switch (c) {
                case '\\', '"' -> shown.append('\\').appendCodePoint(c);
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\x%02x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
