package dev.loadtest.operator.observe;

import dev.loadtest.operator.desired.Sha256;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Keys of a ConfigMap as files, without their content: a manifest may use twenty ConfigMaps of 1 MiB each.
 *
 * @param keys number of keys
 * @param files sorted by name; none if there are more than {@link #MAX_KEYS}
 */
public record ConfigMapFiles(int keys, List<Content> files) {
    public static final int MAX_KEYS = 10_000;

    /** Digest of one key's content. */
    public record Content(String name, long size, String sha256) {}

    public ConfigMapFiles {
        files = List.copyOf(files);
    }

    public static ConfigMapFiles of(ConfigMap object) {
        Map<String, String> texts = Objects.requireNonNullElse(object.getData(), Map.of());
        Map<String, String> binaries = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        int keys = texts.size() + binaries.size();
        if (keys > MAX_KEYS) {
            return new ConfigMapFiles(keys, List.of());
        }
        Map<String, Content> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, content(name, text.getBytes(StandardCharsets.UTF_8))));
        binaries.forEach((name, text) ->
                files.put(name, content(name, Base64.getDecoder().decode(text))));
        return new ConfigMapFiles(keys, new ArrayList<>(files.values()));
    }

    private static Content content(String name, byte[] bytes) {
        return new Content(name, bytes.length, HexFormat.of().formatHex(Sha256.of(bytes)));
    }
}
