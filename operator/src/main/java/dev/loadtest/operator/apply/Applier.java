package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.decide.PodChange;
import dev.loadtest.operator.desired.ResultsConfigMap;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.EventNotes;
import dev.loadtest.operator.report.StatusAggregator;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out decisions in an order that a crash may interrupt anywhere: objects before the status that names them, the
 * status Running before the first request, results before the verdict. Any thread.
 */
public final class Applier {
    private final Cluster cluster;
    private final Deletion deletion;
    private final Runs runs;
    private final RunStarter starter;
    private final RunMaker maker;
    private final Leftovers leftovers;
    private final InstantSource clock;
    private final Places places;
    private final StatusPace pace = new StatusPace();
    private final EventTeller events;

    public Applier(
            KubernetesClient client,
            Runs runs,
            WorkerConnector connector,
            OperatorKey key,
            Settings settings,
            TargetGuard guard,
            InstantSource clock) {
        this.clock = clock;
        this.cluster = new Cluster(client);
        this.deletion = new Deletion(client);
        this.runs = runs;
        this.maker = new RunMaker(client, cluster, runs, key, settings, guard);
        this.leftovers = new Leftovers(client, key);
        this.starter = new RunStarter(client, runs, connector, key, maker, guard);
        this.places = new Places(settings.limits());
        this.events = new EventTeller(cluster);
    }

    /** Outcome of carrying out a decision. */
    public enum Applied {
        /** Complete. */
        DONE,
        /** Status or event are postponed: each has one write a second. */
        UNTOLD,
        /** Not complete: the LoadTest has changed, or it is too early. */
        AGAIN
    }

    public Applied apply(Observation seen, Decision decided) {
        LoadTest test = seen.test();
        String uid = test.getMetadata().getUid();
        Effects first = effects(seen, decided);
        if (first.needsStatus() && !pace.isDue(uid, clock.instant())
                || first.takesPlace() && !places.take(uid, test.getMetadata().getNamespace(), seen.admission())) {
            return Applied.AGAIN;
        }
        if (first.leavesPlace()) {
            places.leave(uid);
        }
        runs.abandonPredecessors(RunStarter.place(test), uid, "the LoadTest was deleted");
        tend(seen);
        Decision decision = first.objects().get();
        Effects effects = effects(seen, decision);
        if (!effects.command().getAsBoolean()) {
            return Applied.AGAIN;
        }
        Applied reported = report(seen, decision);
        if (reported == Applied.AGAIN) {
            return Applied.AGAIN;
        }
        effects.start().run();
        events.tell(test, EventNotes.of(seen, decision), clock.instant());
        return events.owes(uid) ? Applied.UNTOLD : reported;
    }

    private Effects effects(Observation seen, Decision decision) {
        String uid = seen.test().getMetadata().getUid();
        boolean completed = seen.completionTime().isPresent();
        boolean gaveBack = seen.admission().gaveBack();
        // A LoadTest that changed while it was being claimed gives its place back, too.
        Effects none = Effects.none(decision).leavingPlace(completed || gaveBack);
        return switch (decision) {
            case Decision.Claim claim -> none.takingPlace(true).needingStatus();
            case Decision.PinPlan pin -> none.needingStatus();
            case Decision.CreateObjects create -> none.writing(() -> maker.make(seen, create));
            case Decision.ListFiles list -> none.commanding(() -> starter.list(seen, list.runnable()));
            case Decision.RunCoordinator run ->
                none.needingStatus()
                        .writing(() -> starter.prepare(seen)
                                .<Decision>map(why -> new Decision.Conclude(Verdict.ERROR, why))
                                .orElse(run))
                        .starting(() -> starter.start(seen, run.runnable()));
            case Decision.TakeOver over -> none.starting(() -> starter.takeOver(seen, over.runnable()));
            case Decision.Suspend suspend -> none.commanding(() -> runs.suspend(uid));
            case Decision.Resume resume ->
                none.takingPlace(gaveBack).leavingPlace(completed).commanding(() -> runs.resume(uid));
            case Decision.Stop stop -> none.commanding(() -> runs.stop(uid, stop.reason()));
            case Decision.Finish finish -> none.needingStatus().writing(() -> stored(seen.test(), finish));
            // Removes objects, too, that lost their labels and would not be found otherwise.
            case Decision.Conclude conclude -> none.needingStatus().starting(() -> maker.removeJob(seen));
            case Decision.RemoveWorkers remove ->
                none.commanding(() -> {
                    starter.forget(seen);
                    maker.removeJob(seen);
                });
            case Decision.CleanUpAfterTtl cleanUp -> none.commandingIf(() -> deletion.deleteUnchanged(seen.test()));
            case Decision.Forget forget -> none.commanding(() -> gone(seen.test()));
            case Decision.Refuse refuse -> none.leavingPlace(true);
            case Decision.Hold hold -> hold.why() == Decision.Hold.Why.SUSPENDED ? none.leavingPlace(true) : none;
            case Decision.Queue queue -> none;
            case Decision.AwaitWorkers await -> none;
            case Decision.Watch watch -> none;
            case Decision.Keep keep -> none;
            case Decision.Rest rest -> none;
        };
    }

    /** Stops the load of a deleted LoadTest. */
    public void gone(LoadTest test) {
        String uid = test.getMetadata().getUid();
        runs.abandon(uid, "the LoadTest was deleted");
        starter.gone(uid);
        places.leave(uid);
        pace.forget(uid);
        events.forget(uid);
        leftovers.of(test);
    }

    /** Reports pod changes to the coordinator. */
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
            if (!seen.obstacles().isEmpty()) {
                runs.hindered(uid, String.join("; ", seen.obstacles()));
            }
        });
    }

    /** Stores results before the verdict; if they cannot be stored, the run still ends. */
    private Decision.Finish stored(LoadTest test, Decision.Finish finish) {
        ConfigMap results = ResultsConfigMap.desired(test, finish.result());
        Optional<String> refused = cluster.applyOwned(results, test);
        List<String> notes = new ArrayList<>(finish.notes());
        ResultsConfigMap.trimmed(results).ifPresent(notes::add);
        return new Decision.Finish(
                finish.result(), notes, refused.map(why -> "the results could not be stored: " + why));
    }

    private Applied report(Observation seen, Decision decision) {
        LoadTestStatus status = StatusAggregator.status(seen, decision);
        if (seen.status().map(status::equals).orElse(decision instanceof Decision.Forget)) {
            return Applied.DONE;
        }
        String uid = seen.test().getMetadata().getUid();
        if (!pace.isDue(uid, clock.instant())) {
            return Applied.UNTOLD;
        }
        if (!cluster.writeStatus(seen.test(), status)) {
            return Applied.AGAIN;
        }
        pace.wrote(uid, clock.instant());
        return Applied.DONE;
    }
}
