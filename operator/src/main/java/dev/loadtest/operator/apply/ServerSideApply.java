package dev.loadtest.operator.apply;

import dev.loadtest.operator.desired.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Server-side apply that never takes over a foreign object: each call names the version it is based on, and the API
 * server refuses any other, also on a concurrent write. Any thread; each call blocks for one answer.
 */
final class ServerSideApply {
    /** Version of an absent object: every stored object has a higher one. */
    private static final String OF_NONE = "1";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Creates an object if none of its name exists.
     *
     * @return the stored object; empty if one exists, which is left unchanged
     */
    <T extends HasMetadata> Optional<T> make(T object) {
        object.getMetadata().setUid(null);
        object.getMetadata().setResourceVersion(OF_NONE);
        return apply(object);
    }

    /**
     * Applies an object to the observed version; the caller has checked its owner.
     *
     * @return the stored object; empty if it has changed since, or is gone
     */
    <T extends HasMetadata> Optional<T> remake(T object, HasMetadata seen) {
        // A resourceVersion alone would recreate a deleted object.
        object.getMetadata().setUid(seen.getMetadata().getUid());
        object.getMetadata().setResourceVersion(seen.getMetadata().getResourceVersion());
        return apply(object);
    }

    /** Forced: all described fields of our objects are ours. */
    private <T extends HasMetadata> Optional<T> apply(T object) {
        try {
            return Optional.of(client.resource(object)
                    .fieldManager(Names.MANAGER)
                    .forceConflicts()
                    .serverSideApply());
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
