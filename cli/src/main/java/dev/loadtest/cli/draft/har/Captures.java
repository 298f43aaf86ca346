package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.DraftRequest.Capture;
import dev.loadtest.cli.draft.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds values in requests that earlier responses contained, and names them. A value that a request sent before any response
 * contained it is the visitor's own. Exchanges come in order. One thread.
 */
final class Captures {
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?i)(.*[-_])?(id|ids|uuid|guid|key|token|csrf|xsrf|nonce|code|handle|cart|session|ref|cursor|slug)|.*(Id|ID|Token|Key)");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_]+");

    /** A text of this many characters without a space hardly occurs twice by chance. */
    private static final int LONG = 8;

    private static final int LEAST = 3;
    private static final int MOST = 4_096;
    private static final int MAX_NAME = 40;
    /** Maximum captures of a request in a manifest. */
    private static final int MAX_CAPTURES = 20;

    private final Map<String, Source> known = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private final Map<Integer, List<Capture>> used = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private record Source(int exchange, ResponseValues.Value value) {}

    /** A value that a request sends. */
    void sends(String value) {
        sent.add(value);
    }

    void answered(int exchange, List<ResponseValues.Value> values) {
        for (ResponseValues.Value value : values) {
            if (isTelling(value) && !sent.contains(value.text())) {
                known.put(value.text(), new Source(exchange, value));
            }
        }
    }

    private static boolean isTelling(ResponseValues.Value value) {
        String text = value.text();
        return text.length() <= MOST
                && text.chars().noneMatch(Character::isWhitespace)
                && (text.length() >= LONG
                        || (text.length() >= LEAST
                                && IDENTIFIER.matcher(value.key()).matches()));
    }

    /** The template that replaces a value of an earlier response; null if no response contained it. */
    @Nullable
    String template(String value) {
        Source source = known.get(value);
        if (source == null) {
            return null;
        }
        List<Capture> captures = used.computeIfAbsent(source.exchange(), exchange -> new ArrayList<>());
        for (Capture capture : captures) {
            if (capture.expression().equals(source.value().expression())
                    && capture.from() == source.value().from()) {
                return "${" + capture.name() + "}";
            }
        }
        if (captures.size() == MAX_CAPTURES) {
            return null;
        }
        ResponseValues.Value found = source.value();
        String name = unique(found.key());
        captures.add(new Capture(name, found.from(), found.expression(), Secrets.isSecret(found.key(), found.text())));
        return "${" + name + "}";
    }

    private String unique(String key) {
        String base = NOT_IN_NAMES.matcher(key).replaceAll("_");
        base = base.substring(0, Math.min(MAX_NAME, base.length()));
        base = base.isEmpty() || Character.isDigit(base.charAt(0)) ? "value_" + base : base;
        String name = base;
        for (int i = 2; !names.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** Captures of an exchange's response that later requests use. */
    List<Capture> of(int exchange) {
        return used.getOrDefault(exchange, List.of());
    }
}
