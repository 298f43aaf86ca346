package dev.loadtest.cli.draft.har;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.LargeTexts;
import dev.loadtest.cli.draft.Undraftable;
import dev.loadtest.cli.draft.UrlDraft;
import dev.loadtest.cli.draft.UrlDraft.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The exchanges of a HAR file that a load test sends, in order of their begin.
 *
 * @param notes what was left out, and why
 */
record Recording(List<Exchange> exchanges, List<String> notes) {
    private static final ObjectMapper JSON = LargeTexts.mapper();
    private static final int MAX_ENTRIES = 10_000;
    private static final int OK = 200;
    /** Maximum characters of a response's body that is searched. */
    private static final int MAX_TEXT = 2 << 20;

    Recording {
        exchanges = List.copyOf(exchanges);
        notes = List.copyOf(notes);
    }

    /** @throws Undraftable if it is no HAR file */
    static Recording of(byte[] bytes) throws Undraftable {
        JsonNode entries = entries(bytes);
        List<Exchange> exchanges = new ArrayList<>();
        LeftOut left = new LeftOut();
        for (int i = 0; i < Math.min(entries.size(), MAX_ENTRIES); i++) {
            try {
                Exchange exchange = exchange(entries.get(i));
                if (left.takes(exchange)) {
                    exchanges.add(exchange);
                }
            } catch (Undraftable noUrl) {
                left.unreadable();
            }
        }
        exchanges.sort(Comparator.comparingLong(Exchange::beginMillis));
        return new Recording(exchanges, left.notes());
    }

    private static JsonNode entries(byte[] bytes) throws Undraftable {
        JsonNode entries;
        try {
            entries = JSON.readTree(bytes).at("/log/entries");
        } catch (JsonProcessingException e) {
            throw new Undraftable("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Undraftable("not JSON: " + e.getMessage());
        }
        if (!entries.isArray()) {
            throw new Undraftable("not a HAR file: it has no log.entries");
        }
        return entries;
    }

    private static Exchange exchange(JsonNode entry) throws Undraftable {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        Origin url = UrlDraft.origin(request.path("url").asText());
        long begin = millis(entry.path("startedDateTime").asText());
        List<Field> headers = fields(request.path("headers"));
        JsonNode body = request.path("postData");
        String bodyType = body.path("mimeType").asText();
        List<Field> bodyFields = fields(body.path("params"));
        if (bodyFields.isEmpty() && Exchange.mediaType(bodyType).equals("multipart/form-data")) {
            bodyFields = MultipartText.parts(bodyType, body.path("text").asText());
        }
        return new Exchange(
                begin,
                begin + Math.max(0, Math.round(entry.path("time").asDouble())),
                entry.path("_resourceType").asText(),
                request.path("method").asText("GET"),
                url,
                headers,
                Exchange.mediaType(bodyType),
                body.path("text").asText(),
                bodyFields,
                // A file without any responses was not saved by a browser: its requests are meant to be sent.
                entry.has("response") ? response.path("status").asInt() : OK,
                Exchange.mediaType(response.at("/content/mimeType").asText()),
                content(response.path("content")),
                fields(response.path("headers")));
    }

    private static List<Field> fields(JsonNode list) {
        return list.valueStream()
                .map(field -> new Field(
                        field.path("name").asText(), field.path("value").asText()))
                .filter(field -> !field.name().isEmpty() && !field.name().startsWith(":"))
                .toList();
    }

    private static String content(JsonNode content) {
        String text = content.path("text").asText();
        if (text.length() > MAX_TEXT) {
            return "";
        }
        if (!content.path("encoding").asText().equals("base64")) {
            return text;
        }
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private static long millis(String dateTime) {
        try {
            return OffsetDateTime.parse(dateTime).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException unknown) {
            return 0;
        }
    }
}
