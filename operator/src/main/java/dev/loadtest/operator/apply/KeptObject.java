package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * An object of a run that is recreated or restored when it was deleted or changed, and updated when its desired state
 * changes. One thread.
 */
final class KeptObject {
    /** More repairs than this mean that the object is changed on purpose. */
    private static final int MAX_REPAIRS = 5;

    private final KubernetesClient client;
    private final ServerSideApply apply;
    private final Deletion deletion;
    private final LoadTest owner;
    private final Supplier<? extends HasMetadata> desired;
    private final BiPredicate<HasMetadata, HasMetadata> same;
    /** As stored by the API server, defaults and changes by admission included. */
    private HasMetadata made;
    /** The desired state that {@link #made} was stored from. */
    private HasMetadata described;

    private String uid = "";
    private int repairs;

    /**
     * @param desired its desired state now
     * @param same whether two objects are equal in content
     */
    KeptObject(
            KubernetesClient client,
            LoadTest owner,
            Supplier<? extends HasMetadata> desired,
            BiPredicate<HasMetadata, HasMetadata> same) {
        this.client = client;
        this.apply = new ServerSideApply(client);
        this.deletion = new Deletion(client);
        this.owner = owner;
        this.desired = desired;
        this.same = same;
        this.described = desired.get();
        this.made = described;
    }

    static boolean sameData(HasMetadata one, HasMetadata other) {
        return one instanceof ConfigMap a
                && other instanceof ConfigMap b
                && Objects.equals(a.getData(), b.getData())
                && Objects.equals(a.getBinaryData(), b.getBinaryData());
    }

    static boolean sameRules(HasMetadata one, HasMetadata other) {
        return one instanceof NetworkPolicy a
                && other instanceof NetworkPolicy b
                && Objects.equals(a.getSpec(), b.getSpec());
    }

    /** @return why it cannot be kept */
    Optional<String> look() {
        HasMetadata wanted = desired.get();
        HasMetadata found = client.resource(wanted).get();
        if (found != null && Ownership.isOf(found, owner) && same.test(found, wanted)) {
            // An earlier operator may have written it.
            uid = found.getMetadata().getUid();
            stored(wanted, found);
            return Optional.empty();
        }
        if (found != null && Ownership.isOf(found, owner) && same.test(found, made)) {
            uid = found.getMetadata().getUid();
            if (!same.test(wanted, described)) {
                apply.remake(wanted, found).ifPresent(stored -> stored(wanted, stored));
            }
            return Optional.empty();
        }
        String named = wanted.getKind() + " \"" + wanted.getMetadata().getName() + "\"";
        boolean ours = found == null
                || Ownership.isOf(found, owner)
                || found.getMetadata().getUid().equals(uid);
        if (!ours) {
            return Optional.of("there is a " + named + " that is not this LoadTest's");
        }
        if (repairs++ >= MAX_REPAIRS) {
            return Optional.of("the " + named + " of the run was deleted or changed repeatedly");
        }
        if (found == null || deletion.delete(found)) {
            apply.make(wanted).ifPresent(stored -> stored(wanted, stored));
        }
        return Optional.empty();
    }

    private void stored(HasMetadata wanted, HasMetadata stored) {
        described = wanted;
        made = stored;
    }
}
