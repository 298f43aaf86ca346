package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.draft.DraftRequest.Body;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of an operation with example values. Pure: no I/O. */
final class RequestBody {
    private static final int MAX_DEPTH = 60;
    private static final int MAX_FIELDS = 50;
    /** Of JSON in characters: in a longer one nobody edits single values. */
    private static final int LONG = 20_000;

    private static final String JSON = "application/json";

    private RequestBody() {}

    /** The body; null if the operation has one that cannot be translated. */
    static @Nullable Body of(JsonNode operation, Document document) {
        JsonNode content = document.resolved(operation.path("requestBody")).path("content");
        if (content.isEmpty()) {
            return new Body.None();
        }
        Optional<Map.Entry<String, JsonNode>> chosen = content.properties().stream()
                .filter(entry -> rank(entry.getKey()) > 0)
                .max((a, b) -> Integer.compare(rank(a.getKey()), rank(b.getKey())));
        if (chosen.isEmpty()) {
            return null;
        }
        String type = chosen.get().getKey();
        JsonNode media = chosen.get().getValue();
        JsonNode example =
                SchemaExample.given(media, document).orElseGet(() -> SchemaExample.of(media.path("schema"), document));
        boolean xml = type.toLowerCase(Locale.ROOT).contains("xml");
        if (xml && !example.isTextual()) {
            return null;
        }
        return switch (rank(type)) {
            case 4 -> json(example);
            case 3 -> new Body.Form(fields(example));
            case 2 -> new Body.Multipart(fields(example));
            default -> text(type, example);
        };
    }

    private static Body json(JsonNode example) {
        String text = example.toString();
        return text.length() > LONG ? new Body.Text(Text.literal(text), JSON) : new Body.Json(literal(example, 0));
    }

    private static Body text(String type, JsonNode example) {
        return new Body.Text(Text.literal(example.isTextual() ? example.textValue() : example.toString()), type);
    }

    /** Rank of a media type, the highest is preferred; 0 for one that cannot be written. */
    private static int rank(String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(JSON) || type.equals("*/*") || type.equals("application/*")) {
            return 4;
        }
        return switch (type) {
            case "application/x-www-form-urlencoded" -> 3;
            case "multipart/form-data" -> 2;
            default -> type.matches("text/[a-z.+-]+|application/([a-z0-9.-]+\\+)?(json|xml)") ? 1 : 0;
        };
    }

    private static List<Field> fields(JsonNode example) {
        List<Field> fields = new ArrayList<>();
        example.properties().stream()
                .filter(field ->
                        !field.getKey().isBlank() && field.getKey().chars().noneMatch(Character::isISOControl))
                .limit(MAX_FIELDS)
                .forEach(field -> fields.add(new Field(
                        field.getKey(),
                        Text.literal(
                                field.getValue().isContainerNode()
                                        ? field.getValue().toString()
                                        : field.getValue().asText()))));
        return fields.isEmpty() ? List.of(new Field("example", "example")) : fields;
    }

    /** An example is sent unchanged. */
    private static JsonNode literal(JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), literal(field.getValue(), depth + 1)));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(literal(element, depth + 1)));
            return array;
        }
        return value.isTextual() ? JsonNodeFactory.instance.textNode(Text.literal(value.textValue())) : value;
    }
}
