package dev.loadtest.cli.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.worker.http.dial.Origin;
import java.nio.charset.StandardCharsets;

/** A request as JSON for programs. Pure. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /** @param cookie value of its Cookie header; empty for none */
    static String of(Replayed.Made made, String cookie) {
        PreparedRequest request = made.request();
        Target target = made.target();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("request", made.template().name());
        json.put("method", request.method());
        json.put(
                "url",
                (target.https() ? "https" : "http") + "://" + Origin.of(target).authority() + request.target());
        json.put("address", target.authority());
        json.put("protocol", target.protocol().name());
        ArrayNode headers = json.putArray("headers");
        request.headers().forEach(field -> header(headers, field.name(), field.value()));
        if (!cookie.isEmpty()) {
            header(headers, "Cookie", cookie);
        }
        content(json, request.content());
        return json.toPrettyString();
    }

    private static void header(ArrayNode headers, String name, String value) {
        headers.addObject().put("name", name).put("value", value);
    }

    private static void content(ObjectNode json, PreparedRequest.Content content) {
        switch (content) {
            case PreparedRequest.Empty empty -> {}
            case PreparedRequest.Bytes bytes ->
                json.put("contentType", bytes.contentType())
                        .put("body", new String(bytes.bytes(), StandardCharsets.UTF_8));
            case PreparedRequest.FileContent file ->
                json.put("contentType", file.contentType())
                        .put("file", file.path().toString());
            case PreparedRequest.Multipart form -> {
                ArrayNode parts = json.putArray("multipart");
                form.parts().forEach(part -> part(parts.addObject(), part));
            }
        }
    }

    private static void part(ObjectNode json, PreparedRequest.Part part) {
        switch (part) {
            case PreparedRequest.TextPart text ->
                json.put("name", text.name())
                        .put("contentType", text.contentType())
                        .put("text", text.text());
            case PreparedRequest.FilePart file ->
                json.put("name", file.name())
                        .put("fileName", file.fileName())
                        .put("contentType", file.contentType())
                        .put("file", file.path().toString());
        }
    }
}
