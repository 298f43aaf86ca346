package dev.loadtest.cli.draft.har;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Query;
import java.util.ArrayList;
import java.util.List;

/** All values that a request sends with their names: of its path, query, form and JSON. Pure: no I/O. */
final class SentFields {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX = 2_000;
    private static final int MAX_DEPTH = 40;

    private SentFields() {}

    static List<Field> of(Exchange exchange) {
        List<Field> fields = new ArrayList<>(Query.plain(exchange.url().query()));
        fields.addAll(exchange.fields());
        for (String segment : exchange.url().path().split("/")) {
            fields.add(new Field("path", Query.decoded(segment)));
        }
        if (Exchange.isJson(exchange.bodyType())) {
            try {
                json("value", JSON.readTree(exchange.body()), 0, fields);
            } catch (JsonProcessingException broken) {
                return fields;
            }
        } else if (exchange.bodyType().equals("application/x-www-form-urlencoded")) {
            fields.addAll(Query.plain(exchange.body()));
        }
        return fields;
    }

    private static void json(String name, JsonNode value, int depth, List<Field> fields) {
        if (depth > MAX_DEPTH || fields.size() > MAX) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(field -> json(field.getKey(), field.getValue(), depth + 1, fields));
        } else if (value.isArray()) {
            value.forEach(element -> json(name, element, depth + 1, fields));
        } else if (value.isTextual() || value.isIntegralNumber()) {
            fields.add(new Field(name, value.asText()));
        }
    }
}
