package dev.loadtest.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An image in a registry.
 *
 * @param type media type of its manifest
 * @param layers digests, the lowest first
 * @param config its configuration
 */
record PushedImage(String type, List<String> layers, JsonNode config) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PushedImage of(String type, byte[] manifest, Function<String, byte[]> blobs) {
        JsonNode json = read(manifest);
        String config = json.path("config").path("digest").asText();
        return new PushedImage(
                json.path("mediaType").asText(),
                layers(json),
                read(blobs.apply(config)).path("config"));
    }

    /** Digests of everything that a manifest refers to. */
    static Stream<String> blobs(byte[] manifest) {
        JsonNode json = read(manifest);
        return Stream.concat(Stream.of(json.path("config").path("digest").asText()), layers(json).stream());
    }

    private static List<String> layers(JsonNode manifest) {
        List<String> layers = new ArrayList<>();
        manifest.path("layers").forEach(layer -> layers.add(layer.path("digest").asText()));
        return List.copyOf(layers);
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
