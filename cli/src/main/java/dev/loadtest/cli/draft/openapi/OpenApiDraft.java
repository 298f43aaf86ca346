package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.DraftRequest;
import dev.loadtest.cli.draft.DraftRequest.Body;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Names;
import dev.loadtest.cli.draft.Undraftable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A draft out of an OpenAPI document: a request for each operation, with example values. One thread. */
public final class OpenApiDraft {
    /** Maximum requests of a manifest. */
    private static final int MAX_REQUESTS = 100;

    private static final int MAX_SHOWN = 10;
    private static final List<String> METHODS =
            List.of("get", "head", "options", "post", "put", "patch", "delete", "trace");

    private final Document document;
    private final Credentials credentials;
    private final Names names = new Names(63, "request");
    private final List<DraftRequest> requests = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int left;
    private int serversOfTheirOwn;

    private OpenApiDraft(Document document) {
        this.document = document;
        this.credentials = new Credentials(document);
    }

    /**
     * @param bytes of a document of OpenAPI 3.0 or 3.1, JSON or YAML
     * @throws Undraftable if it is none, or has no operation
     */
    public static Draft of(byte[] bytes) throws Undraftable {
        return new OpenApiDraft(Document.of(bytes)).draft();
    }

    private Draft draft() throws Undraftable {
        JsonNode root = document.root();
        root.path("paths").properties().forEach(path -> {
            JsonNode item = document.resolved(path.getValue());
            METHODS.stream()
                    .filter(method -> item.path(method).isObject())
                    .forEach(method -> operation(method, path.getKey(), item));
        });
        if (requests.isEmpty()) {
            throw new Undraftable("the document has no operation");
        }
        Server server = Server.of(root);
        List<String> all = new ArrayList<>(server.notes());
        all.addAll(credentials.notes());
        all.addAll(notes);
        if (root.has("webhooks")) {
            all.add("webhooks are not translated: they are requests that the API sends");
        }
        if (serversOfTheirOwn > 0) {
            all.add("servers of single paths and operations are not heeded: " + serversOfTheirOwn
                    + " operations go to the target, too");
        }
        if (left > 0) {
            all.add("left out: " + left + " operations, because a manifest holds " + MAX_REQUESTS + " requests");
        }
        if (!document.dangling().isEmpty()) {
            all.add("references that are not followed, because they lead nowhere, in a circle or to other documents: "
                    + String.join(
                            ", ", document.dangling().stream().limit(MAX_SHOWN).toList()));
        }
        String title = root.path("info").path("title").asText();
        return new Draft(
                new Names(40, "api").of(title),
                "Requests of the OpenAPI document" + (title.isBlank() ? "" : " \"" + title + "\"")
                        + ", with example values.",
                server.url(),
                List.of(),
                requests,
                List.of(),
                all);
    }

    private void operation(String method, String path, JsonNode item) {
        if (requests.size() == MAX_REQUESTS) {
            left++;
            return;
        }
        JsonNode operation = item.path(method);
        serversOfTheirOwn += item.has("servers") || operation.has("servers") ? 1 : 0;
        String name = names.unique(operation.path("operationId").asText(method + path));
        Parameters parameters = Parameters.of(path, item, operation, document);
        Body body = RequestBody.of(operation, document);
        if (body == null) {
            notes.add(
                    name
                            + ": its body is not translated; of the types of its content none is JSON, a form, or a text with an example");
            body = new Body.None();
        }
        if (!parameters.leftOut().isEmpty()) {
            notes.add(name + ": optional parameters left out: " + String.join(", ", parameters.leftOut()));
        }
        Credentials.Needed needed = credentials.of(operation);
        List<Field> query = new ArrayList<>(parameters.query());
        query.addAll(needed.query());
        requests.add(new DraftRequest(
                name,
                operation.path("summary").asText(),
                null,
                method.toUpperCase(Locale.ROOT),
                parameters.path(),
                query,
                headers(parameters.headers(), needed.headers()),
                body,
                List.of(),
                status(operation.path("responses"))));
    }

    /** Joins fields by name; credentials win, and cookies become one field. */
    private static List<Field> headers(List<Field> described, List<Field> needed) {
        Map<String, Field> byName = new LinkedHashMap<>();
        Stream.concat(needed.stream(), described.stream())
                .forEach(field -> byName.merge(
                        field.name().toLowerCase(Locale.ROOT),
                        field,
                        (before, more) -> before.name().equals("Cookie")
                                ? new Field("Cookie", before.value() + "; " + more.value())
                                : before));
        return List.copyOf(byName.values());
    }

    /** The only described status below 400; 0 if any success will do. */
    private static int status(JsonNode responses) {
        List<Integer> described = responses.properties().stream()
                .map(Map.Entry::getKey)
                .filter(code -> code.matches("[23][0-9]{2}"))
                .map(Integer::valueOf)
                .toList();
        return described.size() == 1 && described.getFirst() != 200 ? described.getFirst() : 0;
    }
}
