package dev.loadtest.engine.run.capture;

import dev.loadtest.engine.run.request.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of a secret within a text: plain, percent-encoded, base64, escaped for JSON or HTML. Pure. */
final class SecretForms {
    /** {@code Bearer TOKEN}: a target may repeat only the token. */
    private static final Pattern CREDENTIALS = Pattern.compile("\\s*[A-Za-z][\\w-]*\\s+(\\S+)\\s*");

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private SecretForms() {}

    /** All forms of a secret and of its credentials, except those shorter than the mask's minimum. */
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        addForms(secret.strip(), forms);
        Matcher credentials = CREDENTIALS.matcher(secret);
        if (credentials.matches()) {
            addForms(credentials.group(1), forms);
            basic(credentials.group(1)).ifPresent(pair -> {
                addForms(pair, forms);
                addForms(pair.substring(pair.indexOf(':') + 1), forms);
            });
        }
        forms.removeIf(form -> form.getBytes(StandardCharsets.UTF_8).length < SecretMask.SHORTEST);
        return forms;
    }

    private static Optional<String> basic(String token) {
        try {
            String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return pair.contains(":") ? Optional.of(pair) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static void addForms(String text, Set<String> forms) {
        if (text.getBytes(StandardCharsets.UTF_8).length < SecretMask.SHORTEST) {
            return;
        }
        forms.add(text);
        String percent = Encoding.percent(text);
        if (!percent.equals(text)) {
            forms.add(percent);
            forms.add(lowerHex(percent));
            forms.add(percent.replace("%20", "+"));
        }
        String json = Encoding.json(text);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(NOT_ASCII
                .matcher(json)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format("\\u%04x", (int) found.group().charAt(0)))));
        forms.add(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        addBase64(text.getBytes(StandardCharsets.UTF_8), forms);
    }

    private static String lowerHex(String percent) {
        return Pattern.compile("%[0-9A-F]{2}").matcher(percent).replaceAll(found -> found.group()
                .toLowerCase(Locale.ROOT));
    }

    /**
     * Base64 of a longer text that contains the secret: three forms, by the secret's offset within a group of three
     * bytes, each cut to the characters that depend on the secret alone.
     */
    private static void addBase64(byte[] secret, Set<String> forms) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            if (to > from) {
                String known = encoded.substring(from, to);
                forms.add(known);
                forms.add(known.replace('+', '-').replace('/', '_'));
            }
        }
    }
}
