package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.checkpoint.CheckpointOpening;
import dev.loadtest.operator.checkpoint.ConfigMaps;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.PodSeal;
import dev.loadtest.operator.key.OperatorKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Removes objects of LoadTests that were deleted with {@code --cascade=orphan}: they have no owner, and their pods
 * would wait for an operator for minutes. Objects with an owner reference are left to the garbage collector. A label
 * alone is no proof: pods and Jobs carry a seal of the operator's key where nobody can add one later, and other objects
 * have a name derived from the run's UID. Results stay. Any thread.
 */
public final class Leftovers {
    private final KubernetesClient client;
    private final Deletion deletion;
    private final OperatorKey key;

    public Leftovers(KubernetesClient client, OperatorKey key) {
        this.client = client;
        this.deletion = new Deletion(client);
        this.key = key;
    }

    /** Removes the ownerless objects of a deleted LoadTest. */
    void of(LoadTest gone) {
        String namespace = gone.getMetadata().getNamespace();
        Names names = Names.of(gone);
        rest(gone);
        job(namespace, names)
                .filter(job -> isSealed(job, job.getSpec().getTemplate().getSpec()))
                .ifPresent(deletion::delete);
    }

    /**
     * Removes cached Jobs and pods that have no owner and whose LoadTest is gone or completed, with their runs' other
     * objects.
     *
     * @param tests all existing LoadTests
     */
    public void sweep(Collection<Job> jobs, Collection<Pod> pods, Collection<LoadTest> tests) {
        Stream.concat(
                        jobs.stream()
                                .filter(job -> isSealed(
                                        job, job.getSpec().getTemplate().getSpec())),
                        pods.stream().filter(pod -> isSealed(pod, pod.getSpec())))
                .filter(object -> tests.stream().noneMatch(test -> isUnderWay(test, object)))
                .filter(object -> !isThere(object))
                .forEach(object -> {
                    // The object that led here is removed last.
                    rest(run(object));
                    deletion.delete(object);
                });
    }

    private static boolean isUnderWay(LoadTest test, HasMetadata object) {
        return test.getMetadata().getUid().equals(names(object).uid())
                && (test.getStatus() == null || test.getStatus().completionTime() == null);
    }

    /** Caches may be stale: asks the API server whether the LoadTest exists and has not ended. */
    private boolean isThere(HasMetadata object) {
        LoadTest test = client.resources(LoadTest.class)
                .inNamespace(object.getMetadata().getNamespace())
                .withName(names(object).test())
                .get();
        return test != null && isUnderWay(test, object);
    }

    /** Asks the API server whether a LoadTest is gone; another of its name may be there. */
    public boolean isDeleted(LoadTest test) {
        LoadTest found = client.resources(LoadTest.class)
                .inNamespace(test.getMetadata().getNamespace())
                .withName(test.getMetadata().getName())
                .get();
        return found == null
                || !found.getMetadata().getUid().equals(test.getMetadata().getUid());
    }

    private void rest(LoadTest run) {
        String namespace = run.getMetadata().getNamespace();
        Names names = Names.of(run);
        ConfigMaps objects = new ClusterConfigMaps(client, namespace);
        Stream.concat(objects.get(names.plan()).stream(), CheckpointOpening.stored(objects, run, key).stream())
                .filter(object -> isOrphan(object, names))
                .forEach(deletion::delete);
        NetworkPolicy policy = client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withName(names.base())
                .get();
        if (policy != null && isOrphan(policy, names)) {
            deletion.delete(policy);
        }
    }

    private Optional<Job> job(String namespace, Names names) {
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(names.base())
                .get());
    }

    private static boolean isOrphan(HasMetadata object, Names names) {
        return object.getMetadata().getDeletionTimestamp() == null
                && object.getMetadata().getOwnerReferences().isEmpty()
                && names.equals(names(object));
    }

    /** Whether it is an orphan that an operator made for the run in its labels. */
    private boolean isSealed(HasMetadata object, PodSpec pod) {
        Names names = names(object);
        if (names.test().isEmpty() || !isOrphan(object, names)) {
            return false;
        }
        return PodSeal.isOf(pod, key, run(object));
    }

    /** The run in its labels. */
    private static LoadTest run(HasMetadata object) {
        LoadTest run = new LoadTest();
        run.setMetadata(new ObjectMetaBuilder()
                .withName(names(object).test())
                .withNamespace(object.getMetadata().getNamespace())
                .withUid(names(object).uid())
                .build());
        return run;
    }

    private static Names names(HasMetadata object) {
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        return new Names(labels.getOrDefault(Names.LABEL_NAME, ""), labels.getOrDefault(Names.LABEL_UID, ""));
    }
}
