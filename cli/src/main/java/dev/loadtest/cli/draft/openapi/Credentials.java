package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The credentials that an operation requires, as headers and parameters with values from the environment. One thread. */
final class Credentials {
    private final Document document;
    private final Set<String> notes = new TreeSet<>();

    Credentials(Document document) {
        this.document = document;
    }

    /** Headers and query parameters of one operation. */
    record Needed(List<Field> headers, List<Field> query) {}

    /** The first of the alternatives; none if one of them requires nothing. */
    Needed of(JsonNode operation) {
        JsonNode security = operation.has("security")
                ? operation.get("security")
                : document.root().path("security");
        List<Field> headers = new ArrayList<>();
        List<Field> query = new ArrayList<>();
        boolean open = security.valueStream().anyMatch(JsonNode::isEmpty);
        if (!open && !security.isEmpty()) {
            for (Map.Entry<String, JsonNode> needed : security.get(0).properties()) {
                add(needed.getKey(), headers, query);
            }
        }
        return new Needed(headers, query);
    }

    private void add(String name, List<Field> headers, List<Field> query) {
        JsonNode scheme = document.resolved(
                document.root().path("components").path("securitySchemes").path(name));
        String variable = Text.variable(name);
        String type = scheme.path("type").asText();
        switch (type) {
            case "http" -> headers.add(http(scheme, name, variable));
            case "oauth2", "openIdConnect" -> {
                headers.add(bearer(variable));
                notes.add("security " + name + ": the variable " + variable
                        + " holds a token; spec.target.auth.oauth2 fetches one by client credentials");
            }
            case "apiKey" -> apiKey(scheme, name, variable, headers, query);
            default ->
                notes.add("security " + name + " is not translated: "
                        + (type.isEmpty() ? "the document has no such scheme" : "type " + type));
        }
    }

    private Field http(JsonNode scheme, String name, String variable) {
        String kind = scheme.path("scheme").asText().toLowerCase(Locale.ROOT);
        if (kind.equals("bearer")) {
            notes.add("security " + name + ": the variable " + variable + " holds the token");
            return bearer(variable);
        }
        notes.add(
                "security " + name + ": the variable " + variable + " holds what follows \"Basic \", which is base64 of"
                        + " user:password; spec.target.auth.basic reads them from files");
        return new Field("Authorization", "Basic " + Text.environment(variable));
    }

    private static Field bearer(String variable) {
        return new Field("Authorization", "Bearer " + Text.environment(variable));
    }

    private void apiKey(JsonNode scheme, String name, String variable, List<Field> headers, List<Field> query) {
        String key = scheme.path("name").asText();
        String in = scheme.path("in").asText();
        Field field = new Field(key, Text.environment(variable));
        if (in.equals("query")) {
            query.add(field);
        } else if (in.equals("header") && Parameters.isHeader(key)) {
            headers.add(field);
        } else if (in.equals("cookie") && !key.isEmpty()) {
            headers.add(new Field("Cookie", Text.literal(key) + "=" + Text.environment(variable)));
        } else {
            notes.add("security " + name + " is not translated: it is in " + in);
            return;
        }
        notes.add("security " + name + ": the variable " + variable + " holds the key");
    }

    Set<String> notes() {
        return notes;
    }
}
