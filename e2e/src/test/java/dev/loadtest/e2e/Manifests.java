package dev.loadtest.e2e;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes of manifests shared by scenarios. */
final class Manifests {
    private Manifests() {}

    /** A number of workers with small requests, for a small node. */
    static UnaryOperator<LoadTest> small(int workers) {
        return spec(Map.of(
                "parallelism",
                workers,
                "worker",
                Map.of("resources", Map.of("requests", Map.of("cpu", "50m", "memory", "128Mi")))));
    }

    /** Sets fields of the spec. */
    static UnaryOperator<LoadTest> spec(Map<String, Object> fields) {
        return changed(document -> map(document.get("spec")).putAll(fields));
    }

    /** Sets fields of the spec's target. */
    static UnaryOperator<LoadTest> target(Map<String, Object> fields) {
        return changed(document -> map(map(document.get("spec")).get("target")).putAll(fields));
    }

    private static UnaryOperator<LoadTest> changed(Consumer<Map<String, Object>> change) {
        return test -> {
            Map<String, Object> document = map(Serialization.unmarshal(Serialization.asJson(test), Map.class));
            change.accept(document);
            return Serialization.unmarshal(Serialization.asJson(document), LoadTest.class);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
