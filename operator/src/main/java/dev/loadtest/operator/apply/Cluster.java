package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few writes that this operator makes. Any thread; each blocks for one call of the API server. */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    private final KubernetesClient client;
    private final ServerSideApply apply;

    Cluster(KubernetesClient client) {
        this.client = client;
        this.apply = new ServerSideApply(client);
    }

    /**
     * That the API server refused an object.
     *
     * @param why in its own words
     * @param forGood whether the same object will never fare better; what is forbidden may, as a quota is raised
     */
    record Refused(String why, boolean forGood) {}

    /**
     * Makes an object; one that is there is left as it is.
     *
     * @param made given the object as it is stored
     * @param found called where there is one of that name already
     * @return that it was refused; empty where it is there now
     * @throws KubernetesClientException where the API server did not answer
     */
    Optional<Refused> makeIfAbsent(HasMetadata object, Consumer<HasMetadata> made, Runnable found) {
        try {
            apply.make(object).ifPresentOrElse(made, found);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == 0) {
                throw e;
            }
            return Optional.of(new Refused(
                    "the " + object.getKind() + " cannot be made: " + sentence(e),
                    isFinal(e.getCode()) && e.getCode() != FORBIDDEN));
        }
    }

    /**
     * Makes an object as it is described, or makes it so again.
     *
     * @return why it cannot be, where no later try will fare better: it is somebody else's, or the API server refuses it
     * @throws KubernetesClientException where a later try may fare better
     * @throws IllegalStateException where somebody else wrote it in the same instant; a later try may fare better
     */
    Optional<String> applyOwned(HasMetadata object, LoadTest owner) {
        try {
            HasMetadata stored = client.resource(object).get();
            if (stored != null && !Ownership.isOf(stored, owner)) {
                return Optional.of("there is a " + object.getKind() + " \""
                        + object.getMetadata().getName() + "\" that is not this LoadTest's");
            }
            if ((stored == null ? apply.make(object) : apply.remake(object, stored)).isEmpty()) {
                throw new IllegalStateException(object.getKind() + " \""
                        + object.getMetadata().getName() + "\" was changed in the instant that it was written");
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (isFinal(e.getCode())) {
                return Optional.of(sentence(e));
            }
            throw e;
        }
    }

    /** The API server's own words, where it answered; the client's go on about the request. */
    static String sentence(KubernetesClientException e) {
        String own = e.getStatus() == null ? null : e.getStatus().getMessage();
        return own == null || own.isBlank() ? Objects.requireNonNullElse(e.getMessage(), "refused") : own.strip();
    }

    /** Whether the API server will answer a later try alike. */
    static boolean isFinal(int code) {
        return code >= 400 && code < 500 && code != CONFLICT && code != TOO_MANY_REQUESTS && code != UNAUTHORIZED;
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

    /** Records an event; of one that is recorded already the count rises by one. A failure is logged, and nothing else. */
    void tell(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                again(event);
            } else {
                LOG.warn("an event could not be told: {}", e.getMessage());
            }
        }
    }

    private void again(Event event) {
        try {
            // By its name: the count to add to is the stored one.
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .withName(event.getMetadata().getName())
                    .edit(stored -> new EventBuilder(stored)
                            .withCount(Objects.requireNonNullElse(stored.getCount(), 1) + 1)
                            .withLastTimestamp(event.getLastTimestamp())
                            .build());
        } catch (KubernetesClientException e) {
            LOG.warn("an event could not be told again: {}", e.getMessage());
        }
    }
}
