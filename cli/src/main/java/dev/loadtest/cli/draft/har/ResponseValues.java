package dev.loadtest.cli.draft.har;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.draft.DraftRequest.Capture.From;
import dev.loadtest.cli.draft.DraftRequest.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of a response that a later request may repeat: in JSON, headers, and hidden fields of HTML. Pure: no I/O. */
final class ResponseValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_VALUES = 2_000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_EXPRESSION = 1_000;

    /** Headers whose values no later request repeats. */
    private static final Set<String> NO_SOURCES = Set.of(
            "set-cookie",
            "date",
            "content-type",
            "content-length",
            "server",
            "location",
            "etag",
            "last-modified",
            "cache-control",
            "expires",
            "vary",
            "via",
            "connection",
            "alt-svc",
            "content-encoding");

    private static final Pattern TAG = Pattern.compile("<(input|meta)\\b[^>]{0,2000}>", Pattern.CASE_INSENSITIVE);

    private ResponseValues() {}

    /**
     * A value and where it stands.
     *
     * @param key its name in the response
     */
    record Value(String key, String text, From from, String expression) {}

    static List<Value> of(Exchange exchange) {
        List<Value> values = new ArrayList<>();
        for (Field header : exchange.responseHeaders()) {
            if (!NO_SOURCES.contains(header.name().toLowerCase(Locale.ROOT))) {
                values.add(new Value(header.name(), header.value(), From.HEADER, header.name()));
            }
        }
        if (Exchange.isJson(exchange.responseType())) {
            try {
                json(JSON.readTree(exchange.responseBody()), "", "value", 0, values);
            } catch (JsonProcessingException broken) {
                return values;
            }
        } else if (exchange.responseType().contains("html")) {
            html(exchange.responseBody(), values);
        }
        return values;
    }

    private static void json(JsonNode node, String pointer, String key, int depth, List<Value> values) {
        if (values.size() >= MAX_VALUES || depth > MAX_DEPTH || pointer.length() > MAX_EXPRESSION) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> json(
                            field.getValue(),
                            pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            field.getKey(),
                            depth + 1,
                            values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                json(node.get(i), pointer + "/" + i, key, depth + 1, values);
            }
        } else if (node.isTextual() || node.isIntegralNumber()) {
            values.add(new Value(key, node.asText(), From.JSON_POINTER, pointer));
        }
    }

    /** {@code <input type="hidden" name="csrf" value="…">} and {@code <meta name="csrf-token" content="…">}. */
    private static void html(String text, List<Value> values) {
        Matcher tag = TAG.matcher(text);
        while (tag.find() && values.size() < MAX_VALUES) {
            boolean input = tag.group(1).equalsIgnoreCase("input");
            if (input && !attribute(tag.group(), "type").value().equalsIgnoreCase("hidden")) {
                continue;
            }
            Attribute name = attribute(tag.group(), "name");
            Attribute value = attribute(tag.group(), input ? "value" : "content");
            if (!name.value().isEmpty() && !value.value().isEmpty()) {
                String named = name.written()
                                .substring(
                                        0,
                                        name.written().length() - name.value().length() - 2) + "[\"']"
                        + escaped(name.value()) + "[\"']";
                String group = (input ? "value" : "content") + "=[\"']([^\"']+)[\"']";
                String expression = name.at() < value.at() ? named + "[^>]*" + group : group + "[^>]*" + named;
                values.add(new Value(name.value(), value.value(), From.REGEX, expression));
            }
        }
    }

    /** @param written name, equals sign, quotes and value */
    private record Attribute(String written, String value, int at) {
        private static final Attribute NONE = new Attribute("", "", -1);
    }

    private static Attribute attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=([\"'])([^\"']*)\\1", Pattern.CASE_INSENSITIVE)
                .matcher(tag);
        return found.find() ? new Attribute(found.group(), found.group(2), found.start()) : Attribute.NONE;
    }

    /** Quotes a text for RE2. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Punct}&&[^_-]]", "\\\\$0");
    }
}
