package dev.loadtest.cli.draft.har;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.Undraftable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Builds recordings. */
final class Recorded {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-01-15T09:30:00Z");

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode entries = root.putObject("log").putArray("entries");

    /** An entry that can be described further. */
    static final class Entry {
        private final ObjectNode node;

        private Entry(ObjectNode node) {
            this.node = node;
        }

        Entry header(String name, String value) {
            node.withObject("/request")
                    .withArray("headers")
                    .addObject()
                    .put("name", name)
                    .put("value", value);
            return this;
        }

        Entry sends(String type, String text) {
            node.withObject("/request/postData").put("mimeType", type).put("text", text);
            return this;
        }

        Entry at(Duration since) {
            node.put("startedDateTime", BEGIN.plus(since).toString());
            return this;
        }

        Entry kind(String kind) {
            node.put("_resourceType", kind);
            return this;
        }

        Entry answerHeader(String name, String value) {
            node.withObject("/response")
                    .withArray("headers")
                    .addObject()
                    .put("name", name)
                    .put("value", value);
            return this;
        }

        Entry answer(int status, String type, String text) {
            node.withObject("/response").put("status", status);
            node.withObject("/response/content").put("mimeType", type).put("text", text);
            return this;
        }
    }

    /** One that is answered by an empty 200 at the recording's begin. */
    Entry add(String method, String url) {
        ObjectNode node = entries.addObject();
        node.put("time", 20.5);
        node.withObject("/request").put("method", method).put("url", url);
        return new Entry(node).at(Duration.ZERO).answer(200, "text/plain", "");
    }

    byte[] bytes() {
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    Draft draft() throws Undraftable {
        return HarDraft.of(bytes(), true);
    }
}
