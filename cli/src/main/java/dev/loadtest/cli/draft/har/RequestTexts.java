package dev.loadtest.cli.draft.har;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.draft.DraftRequest.Body;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Query;
import dev.loadtest.cli.draft.Secrets;
import dev.loadtest.cli.draft.Text;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the texts of a recorded request into templates: captured values become references, secrets become variables of
 * the environment.
 */
final class RequestTexts {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A JSON number that a captured value replaces. */
    private static final Pattern NUMBER = Pattern.compile("\"\u0001(\\$\\{[^\"}]+})\"|\"\\\\u0001(\\$\\{[^\"}]+})\"");

    private static final int MAX_DEPTH = 40;
    /** Of JSON in characters: in a longer one nobody edits single values. */
    private static final int LONG = 20_000;

    private final Captures captures;
    private final Secrets secrets;

    RequestTexts(Captures captures, Secrets secrets) {
        this.captures = captures;
        this.secrets = secrets;
    }

    String value(String name, String value) {
        String captured = captures.template(value);
        if (captured != null) {
            return captured;
        }
        return Secrets.isSecret(name, value) ? secrets.template(name, value) : secrets.literal(value);
    }

    List<Field> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(field.name(), value(field.name(), field.value())))
                .toList();
    }

    /** Replaces values in a path, segment by segment. */
    String path(String raw) {
        return Stream.of(raw.split("/", -1)).map(this::segment).collect(Collectors.joining("/"));
    }

    private String segment(String raw) {
        String plain = Query.decoded(raw.replace("+", "%2B"));
        String captured = captures.template(plain);
        if (captured != null) {
            return captured;
        }
        if (Secrets.isSecret("path", plain)) {
            return secrets.template("path", plain);
        }
        return secrets.isIn(plain) ? secrets.segment(plain) : Text.path(raw).substring(1);
    }

    /** Keeps the scheme of {@code Bearer TOKEN}, which is no secret. */
    Field header(Field header) {
        String[] words = header.value().split(" ", 2);
        boolean scheme = header.name().equalsIgnoreCase("authorization") && words.length == 2;
        String value = scheme
                ? Text.literal(words[0]) + " " + value(header.name(), words[1])
                : value(header.name(), header.value());
        return new Field(header.name(), value);
    }

    Body body(Exchange exchange) {
        if (exchange.body().isEmpty() && exchange.fields().isEmpty()) {
            return new Body.None();
        }
        if (exchange.bodyType().equals("application/x-www-form-urlencoded")) {
            return new Body.Form(fields(exchange.body().isEmpty() ? exchange.fields() : Query.plain(exchange.body())));
        }
        if (exchange.bodyType().equals("multipart/form-data")
                && !exchange.fields().isEmpty()) {
            return new Body.Multipart(fields(exchange.fields()));
        }
        if (Exchange.isJson(exchange.bodyType())) {
            try {
                JsonNode value = JSON.readTree(exchange.body());
                return isWithin(value, MAX_DEPTH) ? json(value, exchange.bodyType()) : text(exchange);
            } catch (JsonProcessingException broken) {
                return text(exchange);
            }
        }
        return text(exchange);
    }

    private Body text(Exchange exchange) {
        String type = exchange.bodyType().isEmpty() ? "text/plain" : exchange.bodyType();
        return new Body.Text(secrets.literal(exchange.body()), type);
    }

    private Body json(JsonNode value, String type) {
        JsonNode template = template("", value);
        String text = template.toString();
        return text.length() > LONG || NUMBER.matcher(text).find() || !type.equals("application/json")
                ? new Body.Text(NUMBER.matcher(text).replaceAll("$1$2"), type)
                : new Body.Json(template);
    }

    private static boolean isWithin(JsonNode value, int depth) {
        return depth >= 0 && value.valueStream().allMatch(part -> isWithin(part, depth - 1));
    }

    private JsonNode template(String key, JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), template(field.getKey(), field.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(template(key, element)));
            return array;
        }
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(value(key, value.textValue()));
        }
        if (value.isIntegralNumber()) {
            String captured = captures.template(value.asText());
            if (captured != null) {
                return JsonNodeFactory.instance.textNode("\u0001" + captured);
            }
            if (Secrets.isSecret(key, value.asText())) {
                return JsonNodeFactory.instance.textNode("\u0001" + secrets.template(key, value.asText()));
            }
        }
        return value;
    }
}
