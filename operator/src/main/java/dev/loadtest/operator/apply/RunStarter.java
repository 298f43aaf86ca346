package dev.loadtest.operator.apply;

import dev.loadtest.operator.desired.ControlToken;
import dev.loadtest.operator.desired.OutputFiles;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.run.PodWorker;
import dev.loadtest.operator.run.RunStart;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import dev.loadtest.operator.validate.Validated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts runs beside the reconciler and gives them their workers. Any thread; nothing waits. */
final class RunStarter {
    /** The only one while runs are not taken over. */
    private static final long EPOCH = 1;

    private static final Duration REPLACEMENT = Duration.ofSeconds(60);

    private final Runs runs;
    private final WorkerConnector connector;
    private final ControlToken tokens;

    RunStarter(Runs runs, WorkerConnector connector, ControlToken tokens) {
        this.runs = runs;
        this.connector = connector;
        this.tokens = tokens;
    }

    void start(Observation seen, Validated.Runnable runnable) {
        List<ObservedWorker> pods = seen.pods().workers();
        List<PodWorker> workers = pods.stream()
                .map(pod -> connector.connect(endpoint(seen, pod), EPOCH, runnable.plan()))
                .toList();
        Optional<RunStart.ReportFiles> reports =
                seen.spec().output() == null ? Optional.empty() : Optional.of(OutputFiles::of);
        runs.start(new RunStart(
                uid(seen),
                runnable.plan(),
                workers,
                pods.stream().map(ObservedWorker::uid).toList(),
                REPLACEMENT,
                reports));
    }

    /** Asks the first worker: all have the same volumes. */
    void list(Observation seen, Validated.Runnable runnable) {
        ObservedWorker first = seen.pods().workers().getFirst();
        runs.list(uid(seen), connector, endpoint(seen, first), runnable.unlisted());
    }

    void came(Observation seen, ObservedWorker pod) {
        runs.came(uid(seen), pod.index(), pod.uid(), plan -> connector.connect(endpoint(seen, pod), EPOCH, plan));
    }

    private WorkerConnector.Endpoint endpoint(Observation seen, ObservedWorker pod) {
        String uid = uid(seen);
        return new WorkerConnector.Endpoint(
                uid, pod.index(), pod.uid(), pod.ip(), WorkerPods.CONTROL_PORT, tokens.of(uid));
    }

    private static String uid(Observation seen) {
        return seen.test().getMetadata().getUid();
    }
}
