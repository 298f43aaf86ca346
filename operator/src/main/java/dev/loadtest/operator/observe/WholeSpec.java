package dev.loadtest.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Fetches the whole LoadTest of a {@linkplain LoadTestHead head}. Any thread; blocks for one call. */
final class WholeSpec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final KubernetesClient client;

    WholeSpec(KubernetesClient client) {
        this.client = client;
    }

    /** The head with its spec; empty if that is too large now, or if UID or generation have changed. */
    Optional<LoadTest> of(LoadTest head, LongPredicate admitted) {
        String json = client.raw("/apis/" + LoadTest.API_VERSION + "/namespaces/"
                + head.getMetadata().getNamespace() + "/loadtests/"
                + head.getMetadata().getName());
        return json == null || !admitted.test(json.length()) ? Optional.empty() : of(head, json);
    }

    static Optional<LoadTest> of(LoadTest head, String json) {
        Found found = read(json);
        if (found.spec() == null
                || !head.getMetadata().getUid().equals(found.uid())
                || !head.getMetadata().getGeneration().equals(found.generation())) {
            return Optional.empty();
        }
        LoadTest whole = new LoadTest();
        whole.setMetadata(head.getMetadata());
        whole.setSpec(found.spec());
        whole.setStatus(head.getStatus());
        return Optional.of(whole);
    }

    private record Found(
            @Nullable String uid,
            @Nullable Long generation,
            @Nullable LoadTestSpec spec) {}

    private static Found read(String json) {
        try (JsonParser in = JSON.createParser(json)) {
            String uid = null;
            Long generation = null;
            LoadTestSpec spec = null;
            in.nextToken();
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                boolean isObject = in.nextToken() == JsonToken.START_OBJECT;
                if (isObject && field.equals("metadata")) {
                    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                        in.nextToken();
                        switch (name) {
                            case "uid" -> uid = in.getValueAsString();
                            case "generation" -> generation = in.getValueAsLong();
                            default -> in.skipChildren();
                        }
                    }
                } else if (isObject && field.equals("spec")) {
                    spec = in.readValueAs(LoadTestSpec.class);
                } else {
                    in.skipChildren();
                }
            }
            return new Found(uid, generation, spec);
        } catch (IOException e) {
            throw new KubernetesClientException("a LoadTest cannot be read: " + e.getMessage(), e);
        }
    }
}
