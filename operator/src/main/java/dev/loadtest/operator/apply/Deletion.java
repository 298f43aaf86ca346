package dev.loadtest.operator.apply;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * All deletes go through this class. Each carries the observed UID, so that a new object of the same name stays;
 * dependents are deleted in the background. Any thread; each call blocks for one answer.
 */
public final class Deletion {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    public Deletion(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Deletes the object with the observed UID, in any version.
     *
     * @return false if another object has its name now, which stays
     * @throws KubernetesClientException if the API server refused or did not answer
     */
    public boolean delete(HasMetadata observed) {
        return delete(observed, false);
    }

    /**
     * Deletes the object only in the observed version, on which the decision rests.
     *
     * @return false if it has changed, or another object has its name now
     */
    boolean deleteUnchanged(HasMetadata observed) {
        return delete(observed, true);
    }

    private boolean delete(HasMetadata observed, boolean unchanged) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy("Background")
                .withNewPreconditions()
                .withUid(observed.getMetadata().getUid())
                .withResourceVersion(unchanged ? observed.getMetadata().getResourceVersion() : null)
                .endPreconditions()
                .build();
        try {
            // The client's own delete sends no UID.
            client.raw(path(observed), "DELETE", options);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return true;
            }
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private static String path(HasMetadata object) {
        String version = object.getApiVersion();
        return (version.contains("/") ? "/apis/" : "/api/") + version + "/namespaces/"
                + object.getMetadata().getNamespace() + "/" + object.getPlural() + "/"
                + object.getMetadata().getName();
    }
}
