package dev.loadtest.e2e;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes of manifests that several scenarios need. */
final class Manifests {
    private Manifests() {}

    /** So many workers, that ask for little of a small node. */
    static UnaryOperator<LoadTest> small(int workers) {
        return spec(Map.of(
                "parallelism",
                workers,
                "worker",
                Map.of("resources", Map.of("requests", Map.of("cpu", "50m", "memory", "128Mi")))));
    }

    /** Sets fields of the spec. */
    static UnaryOperator<LoadTest> spec(Map<String, Object> fields) {
        return test -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> document = Serialization.unmarshal(Serialization.asJson(test), Map.class);
            @SuppressWarnings("unchecked")
            Map<String, Object> spec = (Map<String, Object>) document.get("spec");
            spec.putAll(fields);
            return Serialization.unmarshal(Serialization.asJson(document), LoadTest.class);
        };
    }
}
