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

/** Writes of this operator. Any thread; each blocks for one call of the API server. */
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
     * The API server refused an object.
     *
     * @param why the API server's message
     * @param forGood whether every retry would fail; a forbidden object may be allowed later, when a quota is raised
     */
    record Refused(String why, boolean forGood) {}

    /**
     * Creates an object; an existing one is left unchanged.
     *
     * @param made called with the stored object
     * @param found called if an object of that name exists
     * @return the refusal; empty if the object exists now
     * @throws KubernetesClientException if the API server did not answer
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
     * Creates an object, or restores it to its description.
     *
     * @return why no retry can succeed: the object has another owner, or the API server refuses it
     * @throws KubernetesClientException if a retry may succeed
     * @throws IllegalStateException on a concurrent write; a retry may succeed
     */
    Optional<String> applyOwned(HasMetadata object, LoadTest owner) {
        try {
            HasMetadata stored = client.resource(object).get();
            if (stored != null && !Ownership.isOf(stored, owner)) {
                return Optional.of("there is a " + object.getKind() + " \""
                        + object.getMetadata().getName() + "\" that is not this LoadTest's");
            }
            if ((stored == null ? apply.make(object) : apply.remake(object, stored)).isEmpty()) {
                throw new IllegalStateException(
                        object.getKind() + " \"" + object.getMetadata().getName() + "\" was changed concurrently");
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (isFinal(e.getCode())) {
                return Optional.of(sentence(e));
            }
            throw e;
        }
    }

    /** The API server's message if it answered; the client's own adds details of the request. */
    static String sentence(KubernetesClientException e) {
        String own = e.getStatus() == null ? null : e.getStatus().getMessage();
        return own == null || own.isBlank() ? Objects.requireNonNullElse(e.getMessage(), "refused") : own.strip();
    }

    /** Whether the API server will answer every retry alike. */
    static boolean isFinal(int code) {
        return code >= 400 && code < 500 && code != CONFLICT && code != TOO_MANY_REQUESTS && code != UNAUTHORIZED;
    }

    /**
     * Writes a status with the observed resourceVersion.
     *
     * @return false if the LoadTest has changed since; nothing was written
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
                LOG.warn("an event could not be written: {}", e.getMessage());
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
            LOG.warn("an event could not be updated: {}", e.getMessage());
        }
    }
}
