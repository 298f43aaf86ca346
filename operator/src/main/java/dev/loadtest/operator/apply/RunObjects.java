package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.run.Upkeep;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Upkeep of a run's objects, except its checkpoint: plan and NetworkPolicy are restored; without its own Job the run
 * ends; pods released by the Job are deleted. Any thread.
 */
final class RunObjects implements Upkeep {
    private final List<KeptObject> kept;
    private final RunJob job;
    private final RunPods pods;

    /**
     * @param policy the NetworkPolicy with the addresses denied now
     * @param jobUid of the Job that an operator made; null if no status names it
     */
    RunObjects(
            KubernetesClient client,
            LoadTest test,
            ConfigMap plan,
            Supplier<NetworkPolicy> policy,
            @Nullable String jobUid,
            int workers) {
        this.kept = List.of(
                new KeptObject(client, test, () -> plan, KeptObject::sameData),
                new KeptObject(client, test, policy, KeptObject::sameRules));
        this.job = new RunJob(client, test, jobUid, workers);
        this.pods = new RunPods(client, test.getMetadata().getNamespace(), Names.of(test), jobUid);
    }

    @Override
    public synchronized Optional<String> look() {
        Optional<String> broken = Stream.concat(
                        Stream.of(job.look()), kept.stream().map(KeptObject::look))
                .flatMap(Optional::stream)
                .reduce((first, second) -> first + "; " + second);
        if (broken.isEmpty()) {
            pods.look();
        }
        return broken;
    }

    @Override
    public synchronized void leave() {
        pods.look();
    }
}
