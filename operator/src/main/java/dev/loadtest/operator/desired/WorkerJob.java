package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Set;

/**
 * The Indexed Job of a run's workers. Created once and never applied again; without a deadline of its own, since the
 * coordinator keeps the run's.
 */
public final class WorkerJob {
    private static final int RESTARTS_OF_AN_INDEX = 10;

    private WorkerJob() {}

    /**
     * Inputs of the Job besides the LoadTest.
     *
     * @param operatorKey the public key of the run's operators
     * @param addresses allowed destinations of workers, as {@code TargetRule}s
     */
    public record Inputs(
            LoadPlan plan, Set<SecretRef> references, String operatorKey, List<String> addresses, Settings settings) {
        public Inputs {
            references = Set.copyOf(references);
            addresses = List.copyOf(addresses);
        }
    }

    public static Job desired(LoadTest owner, Inputs inputs) {
        int workers = inputs.plan().parallelism();
        return new JobBuilder()
                .withMetadata(Ownership.metadata(owner, Names.of(owner).base()))
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(workers)
                .withParallelism(workers)
                .withBackoffLimitPerIndex(RESTARTS_OF_AN_INDEX)
                // Otherwise one index that exhausts its retries would fail all others, by default after six.
                .withMaxFailedIndexes(workers)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
                .withTemplate(WorkerPod.template(owner, inputs))
                .endSpec()
                .build();
    }
}
