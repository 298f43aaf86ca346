package dev.loadtest.operator.apply;

import dev.loadtest.operator.desired.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a run's workers. A pod that lost its labels, index or owner is unknown to the run and would live on for
 * minutes: it is deleted, and the Job makes another. Deletes only pods that were seen to be owned by the run's Job. One
 * thread.
 */
final class RunPods {
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private final KubernetesClient client;
    private final Deletion deletion;
    private final String namespace;
    private final Names names;
    private final @Nullable String jobUid;
    /** Names of known worker pods, by UID. */
    private final Map<String, String> known = new HashMap<>();

    RunPods(KubernetesClient client, String namespace, Names names, @Nullable String jobUid) {
        this.client = client;
        this.deletion = new Deletion(client);
        this.namespace = namespace;
        this.names = names;
        this.jobUid = jobUid;
    }

    void look() {
        Map<String, String> workers =
                client.pods().inNamespace(namespace).withLabel(Names.LABEL_UID, names.uid()).list().getItems().stream()
                        .filter(this::isWorker)
                        .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), pod -> pod.getMetadata()
                                .getName()));
        known.putAll(workers);
        dropStrays(workers.keySet());
    }

    private boolean isWorker(Pod pod) {
        Map<String, String> labels =
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
        Map<String, String> annotations =
                Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
        return names.uid().equals(labels.get(Names.LABEL_UID))
                && annotations.containsKey(INDEX)
                && pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                                && owner.getUid().equals(jobUid));
    }

    private void dropStrays(Set<String> workers) {
        for (Iterator<Map.Entry<String, String>> each = known.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, String> pod = each.next();
            if (workers.contains(pod.getKey())) {
                continue;
            }
            Optional<Pod> now = named(pod.getValue())
                    .filter(found -> found.getMetadata().getUid().equals(pod.getKey()))
                    .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                    .findFirst();
            if (now.isEmpty() || deletion.delete(now.get())) {
                each.remove();
            }
        }
    }

    /** By a list: the operator may list pods of other namespaces, and not get one. */
    private Stream<Pod> named(String name) {
        return client.pods().inNamespace(namespace).withField("metadata.name", name).list().getItems().stream();
    }
}
