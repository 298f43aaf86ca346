package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parameters of an operation with example values: all that are required, and those that have an example. Pure: no I/O.
 *
 * @param path of the operation, its parameters filled in
 * @param headers among them a Cookie for parameters in cookies
 * @param leftOut names of optional ones without an example
 */
record Parameters(String path, List<Field> query, List<Field> headers, List<String> leftOut) {
    private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]{1,100}");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final int MAX_QUERY = 90;
    private static final int MAX_HEADERS = 40;

    /** Headers that the load generator makes, or that the document describes elsewhere. */
    private static final Set<String> OWN = Set.of(
            "accept",
            "content-type",
            "authorization",
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "cookie");

    static boolean isHeader(String name) {
        return TOKEN.matcher(name).matches() && !OWN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** @param item the path's own object, whose parameters hold for all its operations */
    static Parameters of(String template, JsonNode item, JsonNode operation, Document document) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (JsonNode level : new JsonNode[] {item, operation}) {
            for (JsonNode parameter : level.path("parameters")) {
                JsonNode described = document.resolved(parameter);
                all.put(
                        described.path("in").asText() + " "
                                + described.path("name").asText(),
                        described);
            }
        }
        List<Field> query = new ArrayList<>();
        List<Field> headers = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (JsonNode parameter : all.values()) {
            String name = parameter.path("name").asText();
            String in = parameter.path("in").asText();
            boolean sent = parameter.path("required").asBoolean() || hasExample(parameter, document);
            if (in.equals("query") && sent && !name.isEmpty() && query.size() < MAX_QUERY) {
                query.addAll(values(parameter, name, example(parameter, document)));
            } else if (in.equals("cookie") && sent && isHeader(name)) {
                cookies.add(
                        name + "=" + latin(text(example(parameter, document))).replaceAll("[;,\\s]", "_"));
            } else if (in.equals("header") && sent && isHeader(name) && headers.size() < MAX_HEADERS) {
                headers.add(new Field(name, latin(text(example(parameter, document)))));
            } else if (!in.equals("path") && !(in.equals("header") && OWN.contains(name.toLowerCase(Locale.ROOT)))) {
                leftOut.add(name);
            }
        }
        if (!cookies.isEmpty()) {
            headers.add(new Field("Cookie", String.join("; ", cookies)));
        }
        return new Parameters(path(template, all, document), query, headers, leftOut);
    }

    private static String path(String template, Map<String, JsonNode> all, Document document) {
        Matcher place = PLACE.matcher(template);
        StringBuilder path = new StringBuilder();
        while (place.find()) {
            JsonNode parameter = all.get("path " + place.group(1));
            String value = parameter == null ? "example" : text(example(parameter, document));
            // A path parameter is one segment: a slash in it is encoded.
            String segment = value.replace("%", "%25").replace("/", "%2F").replace("?", "%3F");
            place.appendReplacement(path, Matcher.quoteReplacement(segment.isEmpty() ? "example" : segment));
        }
        place.appendTail(path);
        return Text.path(path.toString());
    }

    private static boolean hasExample(JsonNode parameter, Document document) {
        JsonNode schema = document.resolved(parameter.path("schema"));
        return SchemaExample.given(parameter, document).isPresent()
                || SchemaExample.given(schema, document).isPresent()
                || schema.has("default");
    }

    private static JsonNode example(JsonNode parameter, Document document) {
        Optional<JsonNode> given = SchemaExample.given(parameter, document);
        if (given.isPresent()) {
            return given.get();
        }
        JsonNode content = parameter.path("content");
        JsonNode schema = content.isEmpty()
                ? parameter.path("schema")
                : content.iterator().next().path("schema");
        return SchemaExample.of(schema, document);
    }

    /** As the parameter's style has it: by default a name once for each value of a list and each property of an object. */
    private static List<Field> values(JsonNode parameter, String name, JsonNode value) {
        boolean apart = parameter.path("explode").asBoolean(true);
        boolean deep = parameter.path("style").asText().equals("deepObject");
        if (value.isArray() && apart) {
            return value.valueStream().limit(10).map(each -> field(name, each)).toList();
        }
        if (value.isObject() && (deep || apart) && !parameter.has("content")) {
            return value.properties().stream()
                    .filter(property -> !property.getKey().isEmpty())
                    .limit(10)
                    .map(property ->
                            field(deep ? name + "[" + property.getKey() + "]" : property.getKey(), property.getValue()))
                    .toList();
        }
        return List.of(field(name, value));
    }

    private static Field field(String name, JsonNode value) {
        return new Field(name, Text.literal(text(value)));
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(Parameters::text).collect(Collectors.joining(","))
                : value.isContainerNode() ? value.toString() : value.asText();
    }

    /** A value as a header may contain it. */
    private static String latin(String text) {
        return Text.literal(text.replaceAll("[^\\x20-\\x7e]", "?"));
    }
}
