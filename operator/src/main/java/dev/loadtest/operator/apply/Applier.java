package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.decide.PodChange;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.desired.ResultsConfigMap;
import dev.loadtest.operator.desired.WorkerJob;
import dev.loadtest.operator.desired.WorkerNetworkPolicy;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.EventNotes;
import dev.loadtest.operator.report.StatusAggregator;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does what was decided, in an order that any crash leaves a next decision for: objects before the status that speaks of
 * them, the status "Running" before the first request, results before the verdict. Any thread.
 */
public final class Applier {
    private final Cluster cluster;
    private final Runs runs;
    private final RunStarter starter;
    private final Settings settings;
    private final Supplier<Collection<String>> apiServers;
    private final Places places;
    private final StatusPace pace = new StatusPace();
    private final EventTeller events;

    /** @param apiServers addresses of the API servers that are known now */
    public Applier(
            KubernetesClient client,
            Runs runs,
            WorkerConnector connector,
            OperatorKey key,
            Settings settings,
            Supplier<Collection<String>> apiServers) {
        this.cluster = new Cluster(client);
        this.runs = runs;
        this.starter = new RunStarter(client, runs, connector, key);
        this.settings = settings;
        this.apiServers = apiServers;
        this.places = new Places(settings.limits().maxConcurrentRuns());
        this.events = new EventTeller(cluster);
    }

    /** @return false where the LoadTest had changed, so that it must be looked at again at once */
    public boolean apply(Observation seen, Decision decided) {
        LoadTest test = seen.test();
        String uid = test.getMetadata().getUid();
        if (decided instanceof Decision.Claim && !places.take(uid, seen.otherRuns())) {
            return false;
        }
        if (needsNoPlace(seen, decided)) {
            places.leave(uid);
        }
        runs.abandonPredecessors(RunStarter.place(test), uid, "the LoadTest was deleted");
        tend(seen);
        Decision decision = written(seen, decided);
        act(seen, decision);
        if (!report(seen, decision)) {
            return false;
        }
        if (decision instanceof Decision.RunCoordinator run) {
            starter.start(seen, run.runnable());
        }
        if (decision instanceof Decision.TakeOver over) {
            starter.takeOver(seen, over.runnable());
        }
        EventNotes.of(seen, decision).ifPresent(note -> events.tell(test, note, seen.now()));
        return true;
    }

    /** Writes the objects that a decision is about; what the API server says to them is part of what is reported. */
    private Decision written(Observation seen, Decision decided) {
        if (decided instanceof Decision.Finish finish) {
            return stored(seen.test(), finish);
        }
        return decided instanceof Decision.CreateObjects create ? created(seen, create) : decided;
    }

    /** Also one that was about to be claimed, and was changed in that instant. */
    private static boolean needsNoPlace(Observation seen, Decision decision) {
        boolean held = decision instanceof Decision.Hold hold && hold.why() == Decision.Hold.Why.SUSPENDED;
        return held
                || decision instanceof Decision.Refuse
                || seen.completionTime().isPresent();
    }

    /** Ends the load of a LoadTest that is there no more. */
    public void gone(LoadTest test) {
        String uid = test.getMetadata().getUid();
        runs.abandon(uid, "the LoadTest was deleted");
        starter.gone(uid);
        places.leave(uid);
        pace.forget(uid);
        events.forget(uid);
    }

    private void act(Observation seen, Decision decision) {
        LoadTest test = seen.test();
        String uid = test.getMetadata().getUid();
        switch (decision) {
            case Decision.ListFiles list -> starter.list(seen, list.runnable());
            case Decision.Suspend suspend -> runs.suspend(uid);
            case Decision.Resume resume -> runs.resume(uid);
            case Decision.Stop stop -> runs.stop(uid, stop.reason());
            case Decision.RemoveWorkers remove -> {
                starter.forget(seen);
                seen.job().ifPresent(cluster::delete);
            }
            case Decision.CleanUpAfterTtl cleanUp -> cluster.delete(test);
            case Decision.Forget forget -> gone(test);
            // Of these only the status tells.
            case Decision.Claim claim -> {}
            case Decision.PinPlan pin -> {}
            case Decision.CreateObjects create -> {}
            case Decision.RunCoordinator run -> {}
            case Decision.TakeOver over -> {}
            case Decision.Refuse refuse -> {}
            case Decision.Hold hold -> {}
            case Decision.AwaitWorkers await -> {}
            case Decision.Watch watch -> {}
            case Decision.Finish finish -> {}
            case Decision.Conclude conclude -> {}
            case Decision.Keep keep -> {}
            case Decision.Rest rest -> {}
        }
    }

    /** Tells the coordinator of a run under way what has become of its pods. */
    private void tend(Observation seen) {
        String uid = seen.test().getMetadata().getUid();
        seen.run().filter(run -> !run.ended()).ifPresent(run -> {
            for (PodChange change : PodChange.of(run, seen.pods())) {
                switch (change) {
                    case PodChange.Gone gone -> runs.gone(uid, gone.index(), gone.pod(), gone.why());
                    case PodChange.Leaving leaving -> runs.leaving(uid, leaving.index(), leaving.pod(), leaving.why());
                    case PodChange.Came came -> starter.came(seen, came.worker());
                }
            }
        });
    }

    /** Results before the verdict; where they cannot be stored at all, the run still ends. */
    private Decision.Finish stored(LoadTest test, Decision.Finish finish) {
        ConfigMap results = ResultsConfigMap.desired(test, finish.result());
        Optional<String> refused = cluster.applyOwned(results, test);
        List<String> notes = new ArrayList<>(finish.notes());
        ResultsConfigMap.trimmed(results).ifPresent(notes::add);
        return new Decision.Finish(
                finish.result(), notes, refused.map(why -> "the results could not be stored: " + why));
    }

    private boolean report(Observation seen, Decision decision) {
        LoadTestStatus status = StatusAggregator.status(seen, decision);
        boolean same = seen.status().map(status::equals).orElse(decision instanceof Decision.Forget);
        if (same) {
            return true;
        }
        String uid = seen.test().getMetadata().getUid();
        boolean due = seen.status()
                .map(before -> pace.isDue(uid, before, status, seen.now()))
                .orElse(true);
        if (!due) {
            return true;
        }
        if (!cluster.writeStatus(seen.test(), status)) {
            return false;
        }
        pace.wrote(uid, seen.now());
        return true;
    }

    /** The first that is refused keeps the others from being made, and is tried again unless that is in vain. */
    private Decision created(Observation seen, Decision.CreateObjects create) {
        for (HasMetadata object : missing(seen, create.runnable())) {
            Optional<Cluster.Refused> refused = cluster.makeIfAbsent(object);
            if (refused.isPresent()) {
                return refused.get().forGood()
                        ? new Decision.Conclude(Verdict.ERROR, refused.get().why())
                        : new Decision.CreateObjects(create.runnable(), refused.map(Cluster.Refused::why));
            }
        }
        return create;
    }

    /** In the order in which they are made. */
    private List<HasMetadata> missing(Observation seen, Validated.Runnable runnable) {
        LoadTest test = seen.test();
        List<HasMetadata> missing = new ArrayList<>();
        Settings now = settings.denying(apiServers.get());
        if (seen.plan().isEmpty() && runnable.unlisted().isEmpty()) {
            missing.add(PlanConfigMap.desired(test, runnable.content()));
        }
        if (seen.networkPolicy().isEmpty()) {
            missing.add(WorkerNetworkPolicy.desired(test, now, runnable.content()));
        }
        if (seen.job().isEmpty()) {
            WorkerJob.Inputs inputs = new WorkerJob.Inputs(
                    runnable.plan(),
                    runnable.references(),
                    starter.controlKey(test).publicKey(),
                    runnable.content().addresses(),
                    now);
            missing.add(WorkerJob.desired(test, inputs));
        }
        return missing;
    }
}
