package dev.loadtest.cli.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** YAML's notation of texts. Pure: no I/O. */
final class Yaml {
    /** Texts that YAML 1.1 reads as a string without quotes, also in flow style. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][-A-Za-z0-9_./]*");

    private static final Set<String> NO_TEXTS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    /** Maximum characters of a line. */
    private static final int WIDTH = 120;

    private Yaml() {}

    /** A text in quotes where it needs them, on one line. */
    static String text(String text) {
        return PLAIN.matcher(text).matches() && !NO_TEXTS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != 0xfffe && c != 0xffff;
        };
    }

    /** A list of {@code {name, value}}, which keeps order and repetition. */
    static String fields(List<DraftRequest.Field> fields) {
        return fields.stream()
                .map(field -> "{name: " + text(field.name()) + ", value: " + text(field.value()) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A JSON value in flow style, over several lines where one would be long. */
    static String json(JsonNode value, int indent) {
        String line = inline(value);
        if (!value.isContainerNode() || value.isEmpty() || line.length() + indent <= WIDTH) {
            return line;
        }
        String inner = "\n" + " ".repeat(indent + 2);
        Stream<String> entries = value.isObject()
                ? value.properties().stream()
                        .map(field -> quoted(field.getKey()) + ": " + json(field.getValue(), indent + 2))
                : value.valueStream().map(element -> json(element, indent + 2));
        return entries.collect(Collectors.joining(
                "," + inner, bracket(value, '{', '[') + inner, "\n" + " ".repeat(indent) + bracket(value, '}', ']')));
    }

    private static String inline(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> quoted(field.getKey()) + ": " + inline(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(Yaml::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isTextual()
                ? quoted(value.textValue())
                : value.isNumber() && !value.isIntegralNumber() ? number(value.doubleValue()) : value.asText();
    }

    /** YAML 1.1 requires a sign after the E. */
    private static String number(double value) {
        return Double.toString(value).replaceFirst("E(?!-)", "E+");
    }

    private static char bracket(JsonNode value, char object, char array) {
        return value.isObject() ? object : array;
    }
}
