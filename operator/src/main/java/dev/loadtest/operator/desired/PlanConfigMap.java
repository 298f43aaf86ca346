package dev.loadtest.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.RowTable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The immutable plan of a run: spec at the claim, seed, and files by name, size and SHA-256. Compiled again wherever it
 * is needed, by a pure function of this content.
 */
public final class PlanConfigMap {
    private static final String MANIFEST = "manifest.json.gz";
    private static final String FILES = "files.json.gz";
    private static final String BASELINE = "baseline.json.gz";
    private static final String SEED = "seed";
    private static final String ADDRESSES = "addresses";
    private static final String SELECTORS = "selectors";
    private static final String MAX_PER_SECOND = "maxRequestsPerSecond";
    private static final int MOST = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private PlanConfigMap() {}

    /**
     * Content of the plan object.
     *
     * @param manifest a LoadTest as JSON, with its name and spec only
     * @param addresses allowed destinations of workers, as {@code TargetRule}s
     * @param selectors of the pods behind the targets' Services; none for Services without
     * @param maxRequestsPerSecond limit of the run; 0 for none
     * @param baseline the parts of the baseline's results that a comparison reads, as JSON; empty without a baseline
     */
    public record Content(
            byte[] manifest,
            long seed,
            List<FileSet> files,
            List<String> addresses,
            List<Map<String, String>> selectors,
            double maxRequestsPerSecond,
            byte[] baseline) {
        /** The plan of a run without a baseline. */
        public Content(
                byte[] manifest,
                long seed,
                List<FileSet> files,
                List<String> addresses,
                List<Map<String, String>> selectors,
                double maxRequestsPerSecond) {
            this(manifest, seed, files, addresses, selectors, maxRequestsPerSecond, new byte[0]);
        }

        public Content {
            manifest = manifest.clone();
            baseline = baseline.clone();
            files = List.copyOf(files);
            addresses = List.copyOf(addresses);
            selectors = selectors.stream().map(Map::copyOf).toList();
        }

        /** Where the workers may connect at the start. */
        public Destinations destinations() {
            return new Destinations(addresses, selectors);
        }

        @Override
        public byte[] manifest() {
            return manifest.clone();
        }

        @Override
        public byte[] baseline() {
            return baseline.clone();
        }

        /** Its digest in the status: SHA-256 of the object's data, in lower-case hexadecimal. */
        public String sha256() {
            return PlanConfigMap.sha256(filled(new ConfigMapBuilder(), this).build());
        }
    }

    /** The manifest as it is compiled. */
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
        return filled(new ConfigMapBuilder().withMetadata(metadata).withImmutable(true), content)
                .build();
    }

    private static ConfigMapBuilder filled(ConfigMapBuilder object, Content content) {
        if (content.baseline().length > 0) {
            object.addToBinaryData(BASELINE, base64(packed(content.baseline())));
        }
        return object.addToData(SEED, String.valueOf(content.seed()))
                .addToData(ADDRESSES, String.join(",", content.addresses()))
                .addToData(SELECTORS, selectors(content))
                .addToData(MAX_PER_SECOND, String.valueOf(content.maxRequestsPerSecond()))
                .addToBinaryData(MANIFEST, base64(Gzip.of(out -> out.write(content.manifest()))))
                .addToBinaryData(FILES, base64(Gzip.of(out -> out.write(json(content.files())))));
    }

    private static String selectors(Content content) {
        List<Map<String, String>> sorted = content.selectors().stream()
                .<Map<String, String>>map(TreeMap::new)
                .toList();
        return new String(json(sorted), StandardCharsets.UTF_8);
    }

    /**
     * Whether an object is the plan of a LoadTest: by metadata, which anybody may write, and by the digest in the
     * status, which only the operator writes.
     */
    public static boolean isPlanOf(ConfigMap object, LoadTest owner) {
        LoadTestStatus status = owner.getStatus();
        return Ownership.isOf(object, owner) && status != null && sha256(object).equals(status.planSha256());
    }

    /** Digest over keys and values in the order of keys, each preceded by its length; nothing is unpacked. */
    private static String sha256(ConfigMap object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            write(Objects.requireNonNullElse(object.getData(), Map.of()), out);
            write(Objects.requireNonNullElse(object.getBinaryData(), Map.of()), out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return Sha256.hex(bytes.toByteArray());
    }

    private static void write(Map<String, String> data, DataOutputStream out) throws IOException {
        out.writeInt(data.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(data).entrySet()) {
            for (String text : List.of(entry.getKey(), entry.getValue())) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        }
    }

    /** @throws IOException if it is not a valid plan; the message says why */
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
                    JSON.readValue(
                            data.getOrDefault(SELECTORS, "[]"), new TypeReference<List<Map<String, String>>>() {}),
                    Double.parseDouble(data.getOrDefault(MAX_PER_SECOND, "0")),
                    binary.containsKey(BASELINE) ? unpacked(binary.get(BASELINE)) : new byte[0]);
        } catch (IllegalArgumentException e) {
            throw new IOException("the plan object cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file set in the plan. */
    private record Pinned(
            String name, List<FileRef> files, @Nullable RowTable rows) {
        FileSet set() {
            return new FileSet(name, files, rows);
        }
    }

    /** The plan as it is stored. */
    public static byte[] packed(byte[] baseline) {
        return Gzip.of(out -> out.write(baseline));
    }

    private static byte[] unpacked(String base64) throws IOException {
        return Gzip.read(Base64.getDecoder().decode(base64), MOST)
                .orElseThrow(() -> new IOException("the plan has more than " + MOST + " bytes unpacked"));
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
