package dev.loadtest.operator.apply;

import dev.loadtest.control.remote.AnswerBudget;
import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointRefusedException;
import dev.loadtest.operator.checkpoint.CheckpointOpening;
import dev.loadtest.operator.checkpoint.ConfigMaps;
import dev.loadtest.operator.desired.OutputFiles;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.observe.ServiceLook;
import dev.loadtest.operator.run.Connect;
import dev.loadtest.operator.run.RunStart;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.Upkeep;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** Starts runs beside the reconciler and connects their workers. Any thread; no method blocks. */
final class RunStarter {
    private static final Duration REPLACEMENT = Duration.ofSeconds(60);
    /** Of a caller that commands nothing. */
    private static final long NO_EPOCH = 0;

    private final KubernetesClient client;
    private final RunMaker maker;
    private final Runs runs;
    private final WorkerConnector connector;
    private final OperatorKey key;
    private final TargetGuard guard;
    /** By the run's UID. */
    private final ConcurrentMap<String, Control> controls = new ConcurrentHashMap<>();

    /** Shared by all connections to a run's workers. */
    private record Control(ControlKey key, AnswerBudget answers) {}

    RunStarter(
            KubernetesClient client,
            Runs runs,
            WorkerConnector connector,
            OperatorKey key,
            RunMaker maker,
            TargetGuard guard) {
        this.maker = maker;
        this.client = client;
        this.runs = runs;
        this.connector = connector;
        this.key = key;
        this.guard = guard;
    }

    /** Starts a run with its ready workers. */
    void start(Observation seen, Validated.Runnable runnable) {
        start(
                seen,
                runnable,
                seen.pods().workers().stream().filter(ObservedWorker::ready).toList(),
                false);
    }

    /**
     * Creates the checkpoint's first head, before the run is reported as Running.
     *
     * @return why it cannot be stored, now or later
     */
    Optional<String> prepare(Observation seen) {
        try {
            CheckpointOpening.prepare(objects(seen), seen.test(), key);
            return Optional.empty();
        } catch (CheckpointRefusedException e) {
            return Optional.of("the checkpoint cannot be stored: " + e.getMessage());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Takes a run over with every pod that may hold a part of it, ready or not; connecting shows which are lost. */
    void takeOver(Observation seen, Validated.Runnable runnable) {
        start(seen, runnable, seen.pods().holders(), true);
    }

    private void start(Observation seen, Validated.Runnable runnable, List<ObservedWorker> pods, boolean begun) {
        Optional<RunStart.ReportFiles> reports = seen.spec().output() == null
                ? Optional.empty()
                : Optional.of(result -> OutputFiles.of(seen.test(), result));
        runs.start(new RunStart(
                uid(seen),
                place(seen.test()),
                runnable.plan(),
                runnable.baseline(),
                pods.stream().collect(Collectors.toMap(ObservedWorker::index, ObservedWorker::uid)),
                pods.stream().map(pod -> connect(seen, pod)).toList(),
                new CheckpointOpening(objects(seen), seen.test(), key, begun),
                seen.suspended(),
                REPLACEMENT,
                reports,
                upkeep(seen, runnable),
                ReportedCases.of(seen.status().orElse(null)),
                seen.now()));
    }

    private Upkeep upkeep(Observation seen, Validated.Runnable runnable) {
        TargetAddresses targets = new TargetAddresses(
                new ServiceLook(client, guard, seen.test().getMetadata().getNamespace()),
                guard.of(seen.spec()),
                runnable.plan().destinations(),
                runnable.content().destinations());
        return new TargetUpkeep(maker.kept(seen, runnable, targets::now), targets, guard);
    }

    /** The run has ended and its verdict is written. */
    void forget(Observation seen) {
        runs.forget(uid(seen));
        gone(uid(seen));
        CheckpointOpening.delete(objects(seen), seen.test(), key);
    }

    /** The run has no workers any more. */
    void gone(String uid) {
        controls.remove(uid);
    }

    private ConfigMaps objects(Observation seen) {
        return new ClusterConfigMaps(client, seen.test().getMetadata().getNamespace());
    }

    /** Asks the first worker: all mount the same volumes. */
    void list(Observation seen, Validated.Runnable runnable) {
        ObservedWorker first = seen.pods().workers().getFirst();
        runs.list(uid(seen), connector, endpoint(seen, first, NO_EPOCH), runnable.unlisted());
    }

    void came(Observation seen, ObservedWorker pod) {
        runs.came(uid(seen), pod.index(), pod.uid(), connect(seen, pod));
    }

    private Connect connect(Observation seen, ObservedWorker pod) {
        return (epoch, plan, loop) -> connector.connect(endpoint(seen, pod, epoch), plan, loop);
    }

    private WorkerEndpoint endpoint(Observation seen, ObservedWorker pod, long epoch) {
        String uid = uid(seen);
        Control control =
                controls.computeIfAbsent(uid, any -> new Control(maker.controlKey(seen.test()), AnswerBudget.ofHeap()));
        return new WorkerEndpoint(
                uid, pod.index(), pod.ip(), WorkerPods.CONTROL_PORT, control.key(), epoch, control.answers());
    }

    static String place(LoadTest test) {
        return test.getMetadata().getNamespace() + "/" + test.getMetadata().getName();
    }

    private static String uid(Observation seen) {
        return seen.test().getMetadata().getUid();
    }
}
