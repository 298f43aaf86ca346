package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Objects;

/** Owner references, which clean up after a run without a finalizer. */
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

    /** Whether an object belongs to this LoadTest, by owner and label; a matching name alone is not enough. */
    public static boolean isOf(HasMetadata object, LoadTest owner) {
        String uid = owner.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> Boolean.TRUE.equals(reference.getController())
                                && LoadTest.KIND.equals(reference.getKind())
                                && uid.equals(reference.getUid()))
                && isLabelled(object, owner);
    }

    /** Whether an object carries this LoadTest's label: a pod's owner is its Job. */
    public static boolean isLabelled(HasMetadata object, LoadTest owner) {
        return owner.getMetadata().getUid().equals(labels(object).get(Names.LABEL_UID));
    }

    /**
     * Whether an object's controller has this UID. Pods of a Job are recognized by it: anybody can set labels, but UIDs
     * come from the API server.
     */
    public static boolean isControlledBy(HasMetadata object, String uid) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(
                        reference -> Boolean.TRUE.equals(reference.getController()) && uid.equals(reference.getUid()));
    }

    private static Map<String, String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    /** Metadata of an owned object. */
    public static ObjectMeta metadata(LoadTest owner, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(Names.of(owner).labels())
                .withOwnerReferences(reference(owner))
                .build();
    }
}
