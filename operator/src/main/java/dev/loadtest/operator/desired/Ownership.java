package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Objects;

/** Who owns an object: owner references clean up after a run, so that no finalizer is needed. */
public final class Ownership {
    private Ownership() {}

    public static OwnerReference reference(LoadTest owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(LoadTest.API_VERSION)
                .withKind(LoadTest.KIND)
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** Whether an object belongs to this very LoadTest, by owner and label: whoever only has its name must not be used. */
    public static boolean isOf(HasMetadata object, LoadTest owner) {
        String uid = owner.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> Boolean.TRUE.equals(reference.getController())
                                && LoadTest.KIND.equals(reference.getKind())
                                && uid.equals(reference.getUid()))
                && isLabelled(object, owner);
    }

    /** Whether an object carries the label of this very LoadTest: a pod's owner is its Job. */
    public static boolean isLabelled(HasMetadata object, LoadTest owner) {
        return owner.getMetadata().getUid().equals(labels(object).get(Names.LABEL_UID));
    }

    /**
     * Whether an object's controller is the one with this UID. Pods of a Job are known by that: labels are anybody's, and a
     * UID is given by the API server.
     */
    public static boolean isControlledBy(HasMetadata object, String uid) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(
                        reference -> Boolean.TRUE.equals(reference.getController()) && uid.equals(reference.getUid()));
    }

    private static Map<String, String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    /** The metadata that each owned object begins with. */
    public static ObjectMeta metadata(LoadTest owner, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(Names.of(owner).labels())
                .withOwnerReferences(reference(owner))
                .build();
    }
}
