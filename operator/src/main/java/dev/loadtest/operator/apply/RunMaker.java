package dev.loadtest.operator.apply;

import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.Destinations;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.desired.PodSeal;
import dev.loadtest.operator.desired.WorkerJob;
import dev.loadtest.operator.desired.WorkerNetworkPolicy;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates the objects of a claimed run, and deletes its Job. Any thread; each call blocks. */
final class RunMaker {
    private final KubernetesClient client;
    private final Cluster cluster;
    private final Deletion deletion;
    private final Runs runs;
    private final OperatorKey key;
    private final Settings settings;
    private final TargetGuard guard;

    /** @param guard holds the API servers' addresses */
    RunMaker(
            KubernetesClient client,
            Cluster cluster,
            Runs runs,
            OperatorKey key,
            Settings settings,
            TargetGuard guard) {
        this.client = client;
        this.cluster = cluster;
        this.deletion = new Deletion(client);
        this.runs = runs;
        this.key = key;
        this.settings = settings;
        this.guard = guard;
    }

    /** A refused object keeps later ones from being made; it is tried again unless the refusal is final. */
    Decision make(Observation seen, Decision.CreateObjects create) {
        for (HasMetadata object : missing(seen, create.runnable())) {
            Optional<Cluster.Refused> refused =
                    cluster.makeIfAbsent(object, stored -> made(seen.test(), stored), () -> found(seen.test(), object));
            if (refused.isPresent()) {
                return refused.get().forGood()
                        ? new Decision.Conclude(Verdict.ERROR, refused.get().why())
                        : new Decision.CreateObjects(create.runnable(), refused.map(Cluster.Refused::why));
            }
        }
        return create;
    }

    /** In the order of creation. */
    private List<HasMetadata> missing(Observation seen, Validated.Runnable runnable) {
        LoadTest test = seen.test();
        List<HasMetadata> missing = new ArrayList<>();
        if (seen.plan().isEmpty() && runnable.unlisted().isEmpty()) {
            missing.add(PlanConfigMap.desired(test, runnable.content()));
        }
        if (seen.networkPolicy().isEmpty()) {
            missing.add(
                    WorkerNetworkPolicy.desired(test, now(), runnable.content().destinations()));
        }
        if (seen.job().isEmpty()) {
            WorkerJob.Inputs inputs = new WorkerJob.Inputs(
                    runnable.plan(),
                    runnable.references(),
                    controlKey(test).publicKey(),
                    runnable.content().addresses(),
                    now());
            missing.add(PodSeal.seal(WorkerJob.desired(test, inputs), key, test));
        }
        return missing;
    }

    /** The run's operator key, of which workers get the public part. */
    ControlKey controlKey(LoadTest test) {
        return new ControlKey(key.derived(OperatorKey.Purpose.WORKER_CONTROL, test));
    }

    /** Settings with the API servers' addresses denied. */
    private Settings now() {
        return settings.denying(guard.apiServers());
    }

    private void made(LoadTest test, HasMetadata stored) {
        if (stored instanceof Job job) {
            runs.made(test.getMetadata().getUid(), job.getMetadata().getUid());
        }
    }

    /** Deletes a Job that looks like ours but was not made by an operator; the next reconciliation makes ours. */
    private void found(LoadTest test, HasMetadata object) {
        if (object instanceof Job job) {
            Job found = client.resource(job).get();
            boolean known = found != null
                    && runs.job(test.getMetadata().getUid())
                            .filter(found.getMetadata().getUid()::equals)
                            .isPresent();
            if (found != null && !known && Ownership.isOf(found, test)) {
                deletion.delete(found);
            }
        }
    }

    /**
     * Upkeep of a run under way.
     *
     * @param destinations of the moment
     */
    RunObjects kept(Observation seen, Validated.Runnable runnable, Supplier<Destinations> destinations) {
        LoadTest test = seen.test();
        return new RunObjects(
                client,
                test,
                plan(seen, runnable),
                () -> WorkerNetworkPolicy.desired(test, now(), destinations.get()),
                jobUid(seen).orElse(null),
                runnable.plan().parallelism());
    }

    /** The plan as stored: an operator of another release may compress equal content differently. */
    private static ConfigMap plan(Observation seen, Validated.Runnable runnable) {
        ConfigMapBuilder plan = new ConfigMapBuilder(PlanConfigMap.desired(seen.test(), runnable.content()));
        seen.plan().ifPresent(stored -> plan.withData(stored.getData()).withBinaryData(stored.getBinaryData()));
        return plan.build();
    }

    /** Deletes the Job, also one without its labels. */
    void removeJob(Observation seen) {
        Optional<Job> made = jobUid(seen).map(uid -> new JobBuilder()
                .withNewMetadata()
                .withName(Names.of(seen.test()).base())
                .withNamespace(seen.test().getMetadata().getNamespace())
                .withUid(uid)
                .endMetadata()
                .build());
        made.or(() -> seen.job().filter(job -> Ownership.isOf(job, seen.test())))
                .ifPresent(deletion::delete);
    }

    private Optional<String> jobUid(Observation seen) {
        return seen.status()
                .flatMap(status -> Optional.ofNullable(status.jobUid()))
                .or(() -> runs.job(
                        Objects.requireNonNull(seen.test().getMetadata().getUid())));
    }
}
