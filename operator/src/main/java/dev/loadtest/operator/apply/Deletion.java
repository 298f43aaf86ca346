package dev.loadtest.operator.apply;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * The only place that deletes. Each delete carries the UID of the object that was observed, so that an object applied under
 * the same name since stays; what the object owns is deleted in the background. Any thread; each call blocks for one answer.
 */
public final class Deletion {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    public Deletion(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Deletes the object with the observed UID, in whatever version it is.
     *
     * @return false where another object has its name now, which stays
     * @throws KubernetesClientException where the API server refused, or did not answer
     */
    public boolean delete(HasMetadata observed) {
        return delete(observed, false);
    }

    /**
     * Deletes the object only in the observed version: what the decision to delete it rests on must not have changed.
     *
     * @return false where it has changed, or another object has its name now
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
