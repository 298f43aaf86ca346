package dev.loadtest.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The immutable plan of a run: the spec as it was claimed, its seed, and its files pinned by name, size and SHA-256. It is
 * compiled anew wherever it is needed; that is a pure function of what stands here.
 */
public final class PlanConfigMap {
    private static final String MANIFEST = "manifest.json.gz";
    private static final String FILES = "files.json.gz";
    private static final String SEED = "seed";
    private static final String ADDRESSES = "addresses";
    private static final String MOST_PER_SECOND = "maxRequestsPerSecond";
    private static final int MOST = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private PlanConfigMap() {}

    /**
     * What the object holds.
     *
     * @param manifest a LoadTest as JSON, with its name and spec only
     * @param addresses the CIDRs that its workers may connect to
     * @param maxRequestsPerSecond what users are held to; 0 for no limit
     */
    public record Content(
            byte[] manifest, long seed, List<FileSet> files, List<String> addresses, double maxRequestsPerSecond) {
        public Content {
            manifest = manifest.clone();
            files = List.copyOf(files);
            addresses = List.copyOf(addresses);
        }

        @Override
        public byte[] manifest() {
            return manifest.clone();
        }
    }

    /** The manifest of a LoadTest as it is compiled. */
    public static byte[] manifest(String name, LoadTestSpec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", LoadTest.API_VERSION);
        document.put("kind", LoadTest.KIND);
        document.put("metadata", Map.of("name", name));
        document.put("spec", spec);
        return json(document);
    }

    public static ConfigMap desired(LoadTest owner, Content content) {
        ObjectMeta metadata = Ownership.metadata(owner, Names.of(owner).plan());
        return new ConfigMapBuilder()
                .withMetadata(metadata)
                .withImmutable(true)
                .addToData(SEED, String.valueOf(content.seed()))
                .addToData(ADDRESSES, String.join(",", content.addresses()))
                .addToData(MOST_PER_SECOND, String.valueOf(content.maxRequestsPerSecond()))
                .addToBinaryData(MANIFEST, base64(Gzip.of(out -> out.write(content.manifest()))))
                .addToBinaryData(FILES, base64(Gzip.of(out -> out.write(json(content.files())))))
                .build();
    }

    /** @throws IOException where it is not a plan of ours; the message says what is wrong */
    public static Content read(ConfigMap object) throws IOException {
        try {
            Map<String, String> data = object.getData();
            Map<String, String> binary = object.getBinaryData();
            if (data == null || binary == null || !binary.containsKey(MANIFEST) || !binary.containsKey(FILES)) {
                throw new IOException("the plan object lacks its keys");
            }
            List<FileSet> files =
                    JSON.readValue(unpacked(binary.get(FILES)), new TypeReference<List<Pinned>>() {}).stream()
                            .map(Pinned::set)
                            .toList();
            String addresses = data.getOrDefault(ADDRESSES, "");
            return new Content(
                    unpacked(binary.get(MANIFEST)),
                    Long.parseLong(data.getOrDefault(SEED, "")),
                    files,
                    addresses.isEmpty() ? List.of() : List.of(addresses.split(",")),
                    Double.parseDouble(data.getOrDefault(MOST_PER_SECOND, "0")));
        } catch (IllegalArgumentException e) {
            throw new IOException("the plan object cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file set in the object. */
    private record Pinned(String name, List<FileRef> files) {
        FileSet set() {
            return new FileSet(name, files);
        }
    }

    private static byte[] unpacked(String base64) throws IOException {
        return Gzip.read(Base64.getDecoder().decode(base64), MOST);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model cannot be written as JSON", e);
        }
    }
}
