package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a manifest says of its object besides the name. Only a cluster uses it.
 *
 * @param namespace empty if the manifest names none
 */
public record ManifestMetadata(String namespace, Map<String, String> labels, Map<String, String> annotations) {
    public static final ManifestMetadata NONE = new ManifestMetadata("", Map.of(), Map.of());

    public ManifestMetadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Takes the texts of a document; an API server refuses what it cannot use. */
    static ManifestMetadata of(JsonNode metadata) {
        return new ManifestMetadata(
                metadata.path("namespace").asText(""),
                texts(metadata.path("labels")),
                texts(metadata.path("annotations")));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
