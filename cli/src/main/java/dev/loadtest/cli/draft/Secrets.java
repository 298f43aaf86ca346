package dev.loadtest.cli.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Credentials of a recording or a URL, each with the variable of the environment that stands for it in a manifest. Their
 * values are never written. One thread.
 */
public final class Secrets {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(passw|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|authorization|credential|csrf|xsrf|session|"
                    + "signature|assertion|private|jwt|bearer|one[-_]?time|otp|cvv|cvc|card[-_]?number|ssn).*|(?i)(sid|pin|sig|auth)");

    /** A JSON Web Token, under any name. */
    private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*");

    /** Minimum characters; a shorter secret occurs in many texts by chance. */
    private static final int LEAST = 6;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();

    public static boolean isSecret(String name, String value) {
        return !value.isEmpty()
                && (NAME.matcher(name).matches() || WEB_TOKEN.matcher(value).find());
    }

    /** Registers a value whose name or form says that it is secret. */
    public void notice(String name, String value) {
        if (isSecret(name, value)) {
            variable(name, value);
        }
    }

    /** The template in place of a secret. */
    public String template(String name, String value) {
        return environment(variable(name, value));
    }

    private String variable(String name, String value) {
        String known = variables.get(value);
        if (known != null) {
            return known;
        }
        String base = Text.variable(name);
        String variable = base;
        for (int i = 2; variables.containsValue(variable); i++) {
            variable = base + "_" + i;
        }
        variables.put(value, variable);
        return variable;
    }

    /** A template of a text, in which known secrets are replaced. */
    public String literal(String text) {
        return replaced(text, Text::literal);
    }

    /** The same of a path's segment, decoded; what is around secrets is encoded. */
    public String segment(String plain) {
        return replaced(plain, Text::segment);
    }

    private String replaced(String text, UnaryOperator<String> around) {
        List<String> longestFirst = new ArrayList<>(variables.keySet());
        longestFirst.removeIf(value -> value.length() < LEAST || !text.contains(value));
        if (longestFirst.isEmpty()) {
            return around.apply(text);
        }
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String secret = longestFirst.getFirst();
        int at = text.indexOf(secret);
        return replaced(text.substring(0, at), around)
                + environment(variables.getOrDefault(secret, ""))
                + replaced(text.substring(at + secret.length()), around);
    }

    /** Whether a text holds a known secret. */
    public boolean isIn(String text) {
        return variables.keySet().stream().anyMatch(value -> value.length() >= LEAST && text.contains(value));
    }

    private String environment(String variable) {
        used.add(variable);
        return Text.environment(variable);
    }

    /** Variables that templates refer to. */
    public Set<String> used() {
        return used;
    }
}
