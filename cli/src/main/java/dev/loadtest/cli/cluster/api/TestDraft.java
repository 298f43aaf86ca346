package dev.loadtest.cli.cluster.api;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A LoadTest to be created.
 *
 * @param base from which its name is made
 */
public record TestDraft(
        String base, Map<String, String> labels, Map<String, String> annotations, Map<String, Object> spec) {
    /** Marks the object of one command: a creation whose answer was lost is recognized when it is sent again. */
    static final String REQUEST = "loadtest.dev/request";

    /** As an API server appends them: without vowels, and without what looks alike. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int APPENDED = 5;
    private static final RandomGenerator RANDOM = new SecureRandom();

    public TestDraft {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        spec = new LinkedHashMap<>(spec);
    }

    /**
     * Names it. An API server would name it anew each time it is asked, and a request whose answer is lost is sent again:
     * the name is made here, of the same form.
     */
    GenericKubernetesResource named(String namespace) {
        int most = LoadTest.MAX_NAME_LENGTH - APPENDED - 1;
        String prefix = base.substring(0, Math.min(base.length(), most)).replaceAll("-+$", "") + "-";
        Map<String, String> marked = new LinkedHashMap<>(annotations);
        marked.put(REQUEST, UUID.randomUUID().toString());
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(LoadTest.API_VERSION)
                .withKind(LoadTest.KIND)
                .withNewMetadata()
                .withNamespace(namespace)
                .withGenerateName(prefix)
                .withName(prefix + letters())
                .withLabels(labels)
                .withAnnotations(marked)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private static String letters() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < APPENDED; i++) {
            letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
