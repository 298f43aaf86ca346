package dev.loadtest.operator.apply;

import dev.loadtest.operator.desired.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Server-side apply that never takes an object over: each call names the one version that it may be made upon, and the API
 * server refuses it upon any other, also where somebody came in between. Any thread; each call blocks for one answer.
 */
final class ServerSideApply {
    /** The version of no object: the first that a cluster ever stores has a higher one. */
    private static final String OF_NONE = "1";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Makes an object where there is none of its name.
     *
     * @return as it is stored; empty where there is one already, which is left as it is
     */
    <T extends HasMetadata> Optional<T> make(T object) {
        object.getMetadata().setUid(null);
        object.getMetadata().setResourceVersion(OF_NONE);
        return apply(object);
    }

    /**
     * Makes an object anew upon the one that was seen: whoever calls has looked at whose it is.
     *
     * @return as it is stored; empty where it has changed since, or is gone
     */
    <T extends HasMetadata> Optional<T> remake(T object, HasMetadata seen) {
        // The version alone would make again what is gone.
        object.getMetadata().setUid(seen.getMetadata().getUid());
        object.getMetadata().setResourceVersion(seen.getMetadata().getResourceVersion());
        return apply(object);
    }

    /** Forced: of an object that is ours every field that we describe is ours, whoever has edited it. */
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
