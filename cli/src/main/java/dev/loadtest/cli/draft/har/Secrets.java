package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Credentials of a recording, each with the variable of the environment that stands for it in a manifest. Their
 * values are never written. One thread.
 */
final class Secrets {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(passw|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|authorization|credential|csrf|xsrf|session|"
                    + "signature|assertion|private|jwt|bearer|one[-_]?time|otp|cvv|cvc|card[-_]?number|ssn).*|(?i)(sid|pin|sig|auth)");

    /** A JSON Web Token, under any name. */
    private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*");

    /** Minimum characters; a shorter secret occurs in many texts by chance. */
    private static final int LEAST = 6;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();

    static boolean isSecret(String name, String value) {
        return !value.isEmpty()
                && (NAME.matcher(name).matches() || WEB_TOKEN.matcher(value).find());
    }

    /** Registers a value whose name or form says that it is secret. */
    void notice(String name, String value) {
        if (isSecret(name, value)) {
            variable(name, value);
        }
    }

    /** The template in place of a secret. */
    String template(String name, String value) {
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
    String literal(String text) {
        List<String> longestFirst = new ArrayList<>(variables.keySet());
        longestFirst.removeIf(value -> value.length() < LEAST || !text.contains(value));
        if (longestFirst.isEmpty()) {
            return Text.literal(text);
        }
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String secret = longestFirst.getFirst();
        int at = text.indexOf(secret);
        return literal(text.substring(0, at))
                + environment(variables.getOrDefault(secret, ""))
                + literal(text.substring(at + secret.length()));
    }

    private String environment(String variable) {
        used.add(variable);
        return Text.environment(variable);
    }

    /** Variables that templates refer to. */
    Set<String> used() {
        return used;
    }
}
