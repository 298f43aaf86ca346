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

/** An object of a run that is recreated or restored when it was deleted or changed. One thread. */
final class KeptObject {
    /** More repairs than this mean that the object is changed on purpose. */
    private static final int MAX_REPAIRS = 5;

    private final KubernetesClient client;
    private final ServerSideApply apply;
    private final Deletion deletion;
    private final LoadTest owner;
    private final HasMetadata desired;
    private final BiPredicate<HasMetadata, HasMetadata> same;
    private HasMetadata made;
    private String uid = "";
    private int repairs;

    /** @param same whether two objects are equal in content */
    KeptObject(
            KubernetesClient client, LoadTest owner, HasMetadata desired, BiPredicate<HasMetadata, HasMetadata> same) {
        this.client = client;
        this.apply = new ServerSideApply(client);
        this.deletion = new Deletion(client);
        this.owner = owner;
        this.desired = desired;
        this.same = same;
        this.made = desired;
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
        HasMetadata found = client.resource(desired).get();
        if (found != null && Ownership.isOf(found, owner) && same.test(found, made)) {
            uid = found.getMetadata().getUid();
            return Optional.empty();
        }
        String named = desired.getKind() + " \"" + desired.getMetadata().getName() + "\"";
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
            // Changes by admission count as original.
            apply.make(desired).ifPresent(stored -> made = stored);
        }
        return Optional.empty();
    }
}
