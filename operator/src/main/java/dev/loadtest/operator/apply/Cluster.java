package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The few writes that this operator makes. Any thread; each blocks for one call of the API server. */
final class Cluster {
    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** Creates an object; one that is there is left as it is. */
    void createIfAbsent(HasMetadata object) {
        try {
            client.resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            // Who made it is looked at in the next observation.
        }
    }

    /**
     * Creates an object that must be the owner's.
     *
     * @throws IllegalStateException where there is one of that name that is somebody else's
     */
    void createOwned(HasMetadata object, LoadTest owner) {
        createIfAbsent(object);
        HasMetadata stored = client.resource(object).get();
        if (stored == null || !Ownership.isOf(stored, owner)) {
            throw new IllegalStateException("there is a " + object.getKind() + " \""
                    + object.getMetadata().getName() + "\" that is not this LoadTest's");
        }
    }

    /**
     * Writes a status over the very resourceVersion that was observed.
     *
     * @return false where the LoadTest has changed since, and nothing was written
     */
    boolean writeStatus(LoadTest observed, LoadTestStatus status) {
        LoadTest fresh = new LoadTest();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(observed.getMetadata().getName())
                .withNamespace(observed.getMetadata().getNamespace())
                .withResourceVersion(observed.getMetadata().getResourceVersion())
                .withUid(observed.getMetadata().getUid())
                .build());
        fresh.setSpec(observed.getSpec());
        fresh.setStatus(status);
        try {
            client.resource(fresh)
                    .lockResourceVersion(observed.getMetadata().getResourceVersion())
                    .updateStatus();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /** Tells an event; one that was told is not told again. */
    void tell(Event event) {
        createIfAbsent(event);
    }

    /** Deletes an object, and in the background what it owns; only if it is the very one that was observed. */
    void delete(HasMetadata observed) {
        client.resource(observed)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }
}
