package dev.loadtest.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.draft.har.HarDraft;
import dev.loadtest.cli.draft.openapi.OpenApiDraft;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a source holds: what is made of it is a valid manifest, or it is refused. */
class HostileDraftsTest {
    private static final int DRAWS = Integer.getInteger("loadtest.drafts", 300);

    private static final List<String> METHODS =
            List.of("get", "head", "options", "post", "put", "patch", "delete", "trace", "GET", "PROPFIND", "a b", "");

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "text/xml",
            "application/octet-stream",
            "application/vnd.a+json",
            "text/html",
            "ü: #",
            "");

    private int valid;

    /** A source of drafts. */
    private interface Source {
        Draft draft() throws Undraftable;
    }

    private void check(long seed, Source source) {
        try {
            Draft draft = Drafts.fitted(source.draft());
            Drafts.plan(draft);
            // Comments stay comments: the first line that is none begins the manifest.
            assertThat(Drafts.text(draft)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .findFirst())
                    .as("seed %d", seed)
                    .hasValue("apiVersion: loadtest.dev/v1alpha1");
            valid++;
        } catch (Undraftable refused) {
            assertThat(refused).as("seed %d", seed).message().isNotEmpty();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void ofUrls() {
        for (int seed = 0; seed < DRAWS; seed++) {
            HostileTexts texts = new HostileTexts(seed);
            String url = texts.of(List.of(
                            "http://shop",
                            "https://me:p@w@shop:8443",
                            "http://[::1]",
                            "http://my_shop",
                            "http://bücher.example",
                            ""))
                    + "/" + texts.text() + "?" + texts.text() + "=" + texts.text() + "#" + texts.text();
            check(seed, () -> UrlDraft.of(url));
        }
        assertThat(valid).isGreaterThan(DRAWS / 2);
    }

    @Test
    void ofOpenApi() {
        for (int seed = 0; seed < DRAWS; seed++) {
            byte[] document = openApi(new HostileTexts(seed)).toString().getBytes(StandardCharsets.UTF_8);
            check(seed, () -> OpenApiDraft.of(document));
        }
        assertThat(valid).isGreaterThan(DRAWS / 2);
    }

    private static ObjectNode openApi(HostileTexts texts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        root.putObject("info").put("title", texts.text());
        root.putArray("servers")
                .addObject()
                .put("url", texts.of(List.of("/", "http://a/" + texts.text(), texts.text())));
        root.withObject("/components/securitySchemes")
                .set(
                        "s",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("type", texts.of(List.of("http", "apiKey", "oauth2", texts.text())))
                                .put("scheme", texts.of(List.of("bearer", "basic", texts.text())))
                                .put("in", texts.of(List.of("query", "header", "cookie", texts.text())))
                                .put("name", texts.text()));
        if (texts.below(2) == 0) {
            root.putArray("security").addObject().putArray("s");
        }
        ObjectNode paths = root.putObject("paths");
        for (int i = texts.below(4); i >= 0; i--) {
            ObjectNode operation = paths.withObject("/" + pointer("/" + texts.text() + "/{id}"))
                    .withObject("/" + pointer(texts.of(METHODS)));
            operation.put("operationId", texts.text()).put("summary", texts.text());
            for (int j = texts.below(4); j > 0; j--) {
                ObjectNode parameter = operation.withArray("parameters").addObject();
                parameter
                        .put("name", texts.of(List.of("id", texts.text())))
                        .put("in", texts.of(List.of("path", "query", "header", "cookie", texts.text())))
                        .put("required", true)
                        .put("style", texts.of(List.of("form", "deepObject")))
                        .put("explode", texts.below(2) == 0);
                parameter.set("schema", schema(texts, 0));
            }
            ObjectNode media = operation.withObject("/requestBody/content").putObject(texts.of(TYPES));
            media.set("schema", schema(texts, 0));
            if (texts.below(3) == 0) {
                media.set("example", texts.json(0));
            }
            operation.withObject("/responses").putObject(texts.of(List.of("200", "201", "302", "default", "2XX")));
        }
        return root;
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode schema(HostileTexts texts, int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        String type =
                texts.of(List.of("object", "array", "string", "integer", "number", "boolean", "null", texts.text()));
        schema.put("type", type);
        switch (texts.below(6)) {
            case 0 -> schema.set("example", texts.json(0));
            case 1 -> schema.putArray("enum").add(texts.json(0));
            case 2 -> schema.set("default", texts.json(0));
            case 3 ->
                schema.put("$ref", texts.of(List.of("#/paths", "#", "#/components/" + texts.text(), texts.text())));
            default -> {}
        }
        if (depth < 3) {
            for (String field : List.of("oneOf", "anyOf", "allOf")) {
                if (texts.below(5) == 0) {
                    ArrayNode all = schema.putArray(field);
                    all.add(schema(texts, depth + 1)).add(schema(texts, depth + 1));
                }
            }
            schema.set("items", schema(texts, depth + 1));
            schema.putObject("properties").set(texts.text(), schema(texts, depth + 1));
        }
        return schema;
    }

    @Test
    void ofRecordings() {
        for (int seed = 0; seed < DRAWS; seed++) {
            byte[] document = har(new HostileTexts(seed)).toString().getBytes(StandardCharsets.UTF_8);
            check(seed, () -> HarDraft.of(document, true));
        }
        assertThat(valid).isGreaterThan(DRAWS / 2);
    }

    private static ObjectNode har(HostileTexts texts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = root.withObject("/log").putArray("entries");
        String shared = texts.text() + "abcdefgh";
        for (int i = texts.below(8); i >= 0; i--) {
            ObjectNode entry = entries.addObject();
            entry.put("startedDateTime", "2026-01-15T09:30:0" + i + "Z").put("time", texts.below(2_000));
            ObjectNode request = entry.putObject("request");
            request.put("method", texts.of(List.of("GET", "GET", "POST", "PUT", texts.of(METHODS))))
                    .put(
                            "url",
                            texts.of(List.of("http://shop/", "https://other:8443/", "wss://shop/", "data:"))
                                    + texts.text() + "/" + texts.of(List.of("x", shared)) + "?" + texts.text() + "="
                                    + texts.of(List.of("y", shared)));
            header(request, texts, shared);
            ObjectNode body = request.putObject("postData");
            body.put("mimeType", texts.of(TYPES));
            body.put(
                    "text",
                    texts.of(List.of(
                            "",
                            texts.text(),
                            "{\"a\":" + texts.json(0) + "}",
                            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + texts.text() + "\r\n--x--")));
            if (texts.below(4) == 0) {
                body.putArray("params").addObject().put("name", texts.text()).put("value", texts.text());
            }
            ObjectNode response =
                    entry.putObject("response").put("status", texts.of(List.of(200, 201, 302, 404, 0, 101, 999)));
            header(response, texts, shared);
            response.putObject("content")
                    .put("mimeType", texts.of(TYPES))
                    .put(
                            "text",
                            texts.of(List.of(
                                    texts.text(),
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put(texts.text(), shared)
                                            .toString(),
                                    "<input type=\"hidden\" name='" + texts.text() + "' value=\"" + shared + "\">")));
        }
        return root;
    }

    private static void header(ObjectNode message, HostileTexts texts, String shared) {
        message.putArray("headers")
                .addObject()
                .put("name", texts.of(List.of("X-A", "Authorization", "Cookie", "Set-Cookie", texts.text())))
                .put("value", texts.of(List.of(texts.text(), shared, "Bearer " + shared)));
    }
}
