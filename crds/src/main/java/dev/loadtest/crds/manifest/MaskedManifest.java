package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A manifest for reports, as it was written: without what the environment or a command line put into it, without
 * comments, and with {@code ***} for texts that look like credentials. What a manifest refers to (Secrets, tokens, rows) is
 * not in it. Pure.
 */
public final class MaskedManifest {
    static final String MASK = "***";
    private static final int MAX_CHARS = 64 << 10;

    /** Names of fields, headers, parameters and values whose texts are credentials. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?i).*(authori[sz]ation|cookie|passw(or)?d|passphrase|secret|token|credential|api[-_]?key|session).*");

    /** Fields that refer to a credential: names of objects and keys, which are no secrets. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)(secretRef|.*SecretKeyRef|secret|valueFrom|captured)");

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#@\\s]*@");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();

    private MaskedManifest() {}

    /** The manifest as YAML; a very long one is cut, with a comment that says so. */
    public static String of(JsonNode document) {
        try {
            String yaml = YAML.writeValueAsString(masked(document.deepCopy(), false));
            return yaml.length() <= MAX_CHARS ? yaml : yaml.substring(0, MAX_CHARS) + "\n# cut here\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** A URL without user info. */
    public static String url(String url) {
        return USER_INFO.matcher(url).replaceAll(MASK + "@");
    }

    /** Whether a text under this name, or at this path of a manifest, is a credential. */
    public static boolean isCredential(String name) {
        return CREDENTIAL.matcher(name).matches();
    }

    private static JsonNode masked(JsonNode node, boolean secret) {
        return switch (node) {
            case ObjectNode object -> maskedFields(object, secret);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, masked(array.get(i), secret));
                }
                yield array;
            }
            default -> node.isTextual() ? TextNode.valueOf(text(node.textValue(), secret)) : scalar(node, secret);
        };
    }

    private static JsonNode maskedFields(ObjectNode object, boolean secret) {
        // As in lists of headers and parameters: {name: Authorization, value: …}.
        boolean named = isCredential(object.path("name").asText());
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            boolean credential = secret || isCredential(name) || named && name.equals("value");
            field.setValue(masked(
                    field.getValue(), credential && !REFERENCE.matcher(name).matches()));
        }
        return object;
    }

    /** Whether it is a reference such as {@code ${env:TOKEN}}, which is no secret. */
    private static String text(String text, boolean secret) {
        boolean reference = text.matches("\\$\\{[^}:]+(:[^}:-]+)?}");
        return secret && !reference ? MASK : url(text);
    }

    private static JsonNode scalar(JsonNode node, boolean secret) {
        return secret && node.isNumber() ? TextNode.valueOf(MASK) : node;
    }
}
