package dev.loadtest.cli.cluster.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTestStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A LoadTest as the API server has it. Fields that this version does not know are kept, and not read. Immutable. */
public final class ObservedTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    private final GenericKubernetesResource object;
    private final @Nullable LoadTestStatus status;

    public ObservedTest(GenericKubernetesResource object) {
        this.object = object;
        Object written = object.getAdditionalProperties().get("status");
        this.status = written == null ? null : JSON.convertValue(written, LoadTestStatus.class);
    }

    public String name() {
        return object.getMetadata().getName();
    }

    public String namespace() {
        return object.getMetadata().getNamespace();
    }

    public String uid() {
        return object.getMetadata().getUid();
    }

    /** As RFC 3339. */
    public String created() {
        return Objects.requireNonNullElse(object.getMetadata().getCreationTimestamp(), "");
    }

    /** Null before an operator has seen it. */
    public @Nullable LoadTestStatus status() {
        return status;
    }

    /** A copy of its spec. */
    public Map<String, Object> spec() {
        Object spec = object.getAdditionalProperties().get("spec");
        return spec == null
                ? new LinkedHashMap<>()
                : JSON.convertValue(spec, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** The prefix from which its name was made; its name if it was not. */
    public String baseName() {
        String prefix = object.getMetadata().getGenerateName();
        return prefix == null ? name() : prefix.replaceAll("-+$", "");
    }

    public Map<String, String> labels() {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    Map<String, String> annotations() {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }

    GenericKubernetesResource object() {
        return object;
    }
}
