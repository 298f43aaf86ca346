package dev.loadtest.engine.run.check;

import dev.loadtest.engine.plan.ValueRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A rule for a value, ready to be applied. */
record ValueTest(ValueRule rule, @Nullable TextPattern pattern) {

    static ValueTest of(ValueRule rule, TextPattern.Compiler patterns) {
        return new ValueTest(
                rule, rule instanceof ValueRule.Matches matches ? patterns.compile(matches.regex()) : null);
    }

    boolean holds(JsonValue value) {
        return switch (rule) {
            case ValueRule.EqualsText equal ->
                value instanceof JsonValue.Text found && found.text().equals(equal.text());
            case ValueRule.EqualsNumber equal -> {
                BigDecimal number = number(value);
                yield number != null && number.compareTo(equal.number()) == 0;
            }
            case ValueRule.EqualsFlag equal -> value instanceof JsonValue.Flag found && found.value() == equal.flag();
            case ValueRule.Matches matches -> {
                String text = text(value);
                yield text != null && pattern != null && pattern.matches(text);
            }
            case ValueRule.Present present -> (value != JsonValue.Other.ABSENT) == present.present();
            case ValueRule.Within within -> {
                BigDecimal number = number(value);
                yield number != null && isAtLeast(number, within.atLeast()) && isAtMost(number, within.atMost());
            }
        };
    }

    /** What a value must be that does not hold, such as {@code >= 0}. */
    String requirement(JsonValue value) {
        return switch (rule) {
            case ValueRule.EqualsText equal -> "= " + Shown.quoted(equal.text());
            case ValueRule.EqualsNumber equal -> "= " + plain(equal.number());
            case ValueRule.EqualsFlag equal -> "= " + equal.flag();
            case ValueRule.Matches matches -> "to match " + Shown.cut(matches.regex());
            case ValueRule.Present present -> present.present() ? "to be present" : "to be absent";
            case ValueRule.Within within -> {
                BigDecimal number = number(value);
                BigDecimal least = within.atLeast();
                BigDecimal most = within.atMost();
                boolean tooHigh = number != null && isAtLeast(number, least);
                if (most != null && (least == null || tooHigh)) {
                    yield "<= " + plain(most);
                }
                yield least == null ? "to be a number" : ">= " + plain(least);
            }
        };
    }

    private static boolean isAtLeast(BigDecimal number, @Nullable BigDecimal least) {
        return least == null || number.compareTo(least) >= 0;
    }

    private static boolean isAtMost(BigDecimal number, @Nullable BigDecimal most) {
        return most == null || number.compareTo(most) <= 0;
    }

    private static String plain(BigDecimal number) {
        return Shown.cut(number.stripTrailingZeros().toPlainString());
    }

    private static @Nullable String text(JsonValue value) {
        return switch (value) {
            case JsonValue.Text text -> text.text();
            case JsonValue.Number number -> number.digits();
            case JsonValue.Flag flag -> String.valueOf(flag.value());
            case JsonValue.Other other -> null;
        };
    }

    private static @Nullable BigDecimal number(JsonValue value) {
        if (!(value instanceof JsonValue.Number number)) {
            return null;
        }
        try {
            return new BigDecimal(number.digits());
        } catch (NumberFormatException exponentOfTooManyDigits) {
            return null;
        }
    }
}
