package dev.loadtest.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A text with {@code ${name}} references; {@code $${} stands for a literal {@code ${}. */
public record Template(List<Part> parts) {

    /** A part of a template. */
    public sealed interface Part {}

    public record Literal(String text) implements Part {}

    public record Reference(String name) implements Part {}

    public Template {
        parts = List.copyOf(parts);
    }

    public static Template literal(String text) {
        return new Template(text.isEmpty() ? List.of() : List.of(new Literal(text)));
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with a sentence for the user if a {@code ${} is not closed or empty
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int close = text.indexOf('}', at);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "\"${\" is not closed by \"}\" (write \"$${\" for a literal one)");
                }
                String name = text.substring(at + 2, close).strip();
                if (name.isEmpty()) {
                    throw new IllegalArgumentException("\"${}\" names no value");
                }
                if (!literal.isEmpty()) {
                    parts.add(new Literal(literal.toString()));
                    literal.setLength(0);
                }
                parts.add(new Reference(name));
                at = close + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
        }
        return new Template(parts);
    }

    /** Whether every rendering is the same text. */
    public boolean isConstant() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    /** Referenced names, in order of first use. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Reference reference) {
                names.add(reference.name());
            }
        }
        return names;
    }

    /**
     * Renders the template.
     *
     * @param value returns the text bound to a name
     * @param encode applied to each bound text, never to literals
     */
    public String render(UnaryOperator<String> value, UnaryOperator<String> encode) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> text.append(literal.text());
                case Reference reference -> text.append(encode.apply(value.apply(reference.name())));
            }
        }
        return text.toString();
    }
}
