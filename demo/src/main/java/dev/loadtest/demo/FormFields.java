package dev.loadtest.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Fields of an {@code application/x-www-form-urlencoded} body; of those of one name, the last. */
final class FormFields {
    private FormFields() {}

    static Map<String, String> of(ReceivedBody body) {
        Map<String, String> fields = new HashMap<>();
        if (body instanceof ReceivedBody.Plain plain) {
            for (String pair : new String(plain.content(), StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return fields;
    }

    /** Empty if it is malformed. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
