package dev.loadtest.cli.draft;

import dev.loadtest.cli.draft.DraftRequest.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Queries and bodies of HTML forms ({@code application/x-www-form-urlencoded}). Pure: no I/O. */
public final class Query {
    /** Maximum number of parameters in a manifest. */
    private static final int MAX_FIELDS = 100;

    private Query() {}

    /** Its parameters in order, decoded; at most 100. */
    public static List<Field> plain(String encoded) {
        List<Field> fields = new ArrayList<>();
        for (String part : encoded.split("&")) {
            if (!part.isEmpty() && fields.size() < MAX_FIELDS) {
                int equals = part.indexOf('=');
                String name = decoded(equals < 0 ? part : part.substring(0, equals));
                if (!name.isEmpty()) {
                    fields.add(new Field(name, equals < 0 ? "" : decoded(part.substring(equals + 1))));
                }
            }
        }
        return fields;
    }

    /** Decoded, or unchanged if its percent-encoding is broken. */
    public static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
