package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Job of a run's workers. Its deletion or change affects its pods, so the run cannot continue then. Any thread. */
final class RunJob {
    private final KubernetesClient client;
    private final LoadTest owner;
    private final @Nullable String uid;
    private final int workers;

    /** @param uid of the Job that an operator made; null if no status names it */
    RunJob(KubernetesClient client, LoadTest owner, @Nullable String uid, int workers) {
        this.client = client;
        this.owner = owner;
        this.uid = uid;
        this.workers = workers;
    }

    /** @return why the run cannot continue with it */
    Optional<String> look() {
        String name = Names.of(owner).base();
        Job found = client.batch()
                .v1()
                .jobs()
                .inNamespace(owner.getMetadata().getNamespace())
                .withName(name)
                .get();
        String named = "the Job \"" + name + "\" of the workers ";
        if (found == null || found.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of(named + "was deleted");
        }
        if (uid != null && !uid.equals(found.getMetadata().getUid())) {
            return Optional.of(named + "was replaced by another");
        }
        return changed(found).map(how -> named + "was changed: " + how);
    }

    private Optional<String> changed(Job found) {
        JobSpec spec = found.getSpec();
        if (!Ownership.isOf(found, owner)) {
            return Optional.of("its owner or its label is not the LoadTest's");
        }
        if (Boolean.TRUE.equals(spec.getSuspend())) {
            return Optional.of("suspend is set");
        }
        if (!Objects.equals(spec.getParallelism(), workers) || !Objects.equals(spec.getCompletions(), workers)) {
            return Optional.of("parallelism is " + spec.getParallelism() + " and completions " + spec.getCompletions()
                    + ", not " + workers);
        }
        return spec.getActiveDeadlineSeconds() == null
                ? Optional.empty()
                : Optional.of("activeDeadlineSeconds is " + spec.getActiveDeadlineSeconds());
    }
}
