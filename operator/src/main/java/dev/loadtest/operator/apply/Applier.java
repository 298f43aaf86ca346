package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.desired.ControlToken;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.desired.ResultsConfigMap;
import dev.loadtest.operator.desired.WorkerJob;
import dev.loadtest.operator.desired.WorkerNetworkPolicy;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.EventNotes;
import dev.loadtest.operator.report.StatusAggregator;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Does what was decided, in an order that any crash leaves a next decision for: objects before the status that speaks of
 * them, the status "Running" before the first request, results before the verdict. Any thread.
 */
public final class Applier {
    /** The only one while runs are not taken over. */
    private static final long EPOCH = 1;

    private final Cluster cluster;
    private final Runs runs;
    private final WorkerConnector connector;
    private final ControlToken tokens;
    private final Settings settings;

    public Applier(
            KubernetesClient client, Runs runs, WorkerConnector connector, ControlToken tokens, Settings settings) {
        this.cluster = new Cluster(client);
        this.runs = runs;
        this.connector = connector;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** @return false where the LoadTest had changed, so that it must be looked at again at once */
    public boolean apply(Observation seen, Decision decision) {
        LoadTest test = seen.test();
        String uid = test.getMetadata().getUid();
        switch (decision) {
            case Decision.CreateObjects create -> createObjects(seen, create.runnable());
            case Decision.Suspend suspend -> runs.suspend(uid);
            case Decision.Resume resume -> runs.resume(uid);
            case Decision.Stop stop -> runs.stop(uid, stop.reason());
            case Decision.Finish finish -> cluster.createOwned(ResultsConfigMap.desired(test, finish.result()), test);
            case Decision.RemoveWorkers remove -> {
                seen.job().ifPresent(cluster::delete);
                runs.forget(uid);
            }
            case Decision.CleanUpAfterTtl cleanUp -> cluster.delete(test);
            case Decision.Forget forget -> runs.abandon(uid, "the LoadTest was deleted");
            // Of these only the status tells.
            case Decision.Claim claim -> {}
            case Decision.RunCoordinator run -> {}
            case Decision.Refuse refuse -> {}
            case Decision.Hold hold -> {}
            case Decision.AwaitWorkers await -> {}
            case Decision.Watch watch -> {}
            case Decision.Conclude conclude -> {}
            case Decision.Keep keep -> {}
            case Decision.Rest rest -> {}
        }
        if (!report(seen, decision)) {
            return false;
        }
        if (decision instanceof Decision.RunCoordinator run) {
            runs.start(uid, run.runnable().plan(), workers(seen, run.runnable()));
        }
        EventNotes.of(seen, decision).ifPresent(note -> cluster.tell(note.event(test, seen.now())));
        return true;
    }

    /** Ends the load of a LoadTest that is there no more. */
    public void gone(LoadTest test) {
        runs.abandon(test.getMetadata().getUid(), "the LoadTest was deleted");
    }

    private boolean report(Observation seen, Decision decision) {
        LoadTestStatus status = StatusAggregator.status(seen, decision);
        boolean same = seen.status().map(status::equals).orElse(decision instanceof Decision.Forget);
        return same || cluster.writeStatus(seen.test(), status);
    }

    private void createObjects(Observation seen, Validated.Runnable runnable) {
        LoadTest test = seen.test();
        if (seen.plan().isEmpty()) {
            cluster.createIfAbsent(PlanConfigMap.desired(test, runnable.content()));
        }
        if (seen.networkPolicy().isEmpty()) {
            cluster.createIfAbsent(WorkerNetworkPolicy.desired(test, settings.namespace()));
        }
        if (seen.job().isEmpty()) {
            WorkerJob.Inputs inputs = new WorkerJob.Inputs(
                    runnable.plan(),
                    runnable.references(),
                    tokens.hash(test.getMetadata().getUid()),
                    runnable.content().addresses(),
                    settings);
            cluster.createIfAbsent(WorkerJob.desired(test, inputs));
        }
    }

    private List<Worker> workers(Observation seen, Validated.Runnable runnable) {
        String uid = seen.test().getMetadata().getUid();
        String token = tokens.of(uid);
        return seen.workers().stream()
                .map(pod -> connector.connect(
                        new WorkerConnector.Endpoint(uid, pod.index(), pod.ip(), WorkerPods.CONTROL_PORT, token, EPOCH),
                        runnable.plan()))
                .toList();
    }
}
