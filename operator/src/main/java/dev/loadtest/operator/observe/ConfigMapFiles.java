package dev.loadtest.operator.observe;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowIndexer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Keys of a ConfigMap as files, without their content: a manifest may use twenty ConfigMaps of 1 MiB each.
 *
 * @param keys number of keys
 * @param files sorted by name; none if there are more than {@link #MAX_KEYS}
 * @param rows of all of them; unknown where nothing is a row of them
 */
public record ConfigMapFiles(int keys, List<Content> files, FileSource.Rows rows) {
    public static final int MAX_KEYS = 10_000;

    /** Digest of one key's content. */
    public record Content(String name, long size, String sha256) {}

    public ConfigMapFiles {
        files = List.copyOf(files);
    }

    /** @param withRows whether a value is a row of them */
    public static ConfigMapFiles of(ConfigMap object, boolean withRows) {
        Map<String, String> texts = Objects.requireNonNullElse(object.getData(), Map.of());
        Map<String, String> binaries = Objects.requireNonNullElse(object.getBinaryData(), Map.of());
        int keys = texts.size() + binaries.size();
        if (keys > MAX_KEYS) {
            return new ConfigMapFiles(keys, List.of(), FileSource.Rows.UNKNOWN);
        }
        Map<String, byte[]> contents = new TreeMap<>();
        texts.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        binaries.forEach((name, text) -> contents.put(name, Base64.getDecoder().decode(text)));
        List<Content> files = new ArrayList<>();
        contents.forEach((name, bytes) -> files.add(content(name, bytes)));
        return new ConfigMapFiles(keys, files, withRows ? rows(contents) : FileSource.Rows.UNKNOWN);
    }

    private static FileSource.Rows rows(Map<String, byte[]> contents) {
        RowIndexer indexer = new RowIndexer();
        try {
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                indexer.add(file.getKey(), new ByteArrayInputStream(file.getValue()));
            }
            return new FileSource.Rows(indexer.table(), List.of());
        } catch (BadRowsException e) {
            return FileSource.Rows.bad("configMap.name", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be read", e);
        }
    }

    private static Content content(String name, byte[] bytes) {
        return new Content(name, bytes.length, Sha256.hex(bytes));
    }
}
