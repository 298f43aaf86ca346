package dev.loadtest.operator.observe;

import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.operator.desired.Gzip;
import dev.loadtest.report.stored.ComparedRunReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results of an earlier run in a ConfigMap. Untrusted: any user with the right to edit ConfigMaps can write it. */
final class StoredBaseline {
    private static final String KEY = "results.json.gz";
    private static final String FIELD = "results.configMap";
    private static final int MAX_BYTES = 16 << 20;

    private StoredBaseline() {}

    /** @param object null if there is none of this name */
    static FoundBaseline of(String name, @Nullable ConfigMap object) {
        if (object == null) {
            return FoundBaseline.none(
                    FIELD,
                    "there is no ConfigMap \"" + name + "\"; status.results of a LoadTest that has ended names one");
        }
        String packed = Objects.requireNonNullElse(object.getBinaryData(), Map.<String, String>of())
                .get(KEY);
        if (packed == null) {
            return FoundBaseline.none(FIELD, "the ConfigMap \"" + name + "\" holds no results of a LoadTest");
        }
        try {
            byte[] json = Gzip.read(Base64.getDecoder().decode(packed), MAX_BYTES)
                    .orElseThrow(() -> new IOException("has more than " + MAX_BYTES + " bytes unpacked"));
            return FoundBaseline.of("configmap/" + name, ComparedRunReader.read(new ByteArrayInputStream(json)));
        } catch (IOException | IllegalArgumentException e) {
            return FoundBaseline.none(
                    FIELD, "the ConfigMap \"" + name + "\" cannot be used: " + KEY + " " + e.getMessage());
        }
    }
}
