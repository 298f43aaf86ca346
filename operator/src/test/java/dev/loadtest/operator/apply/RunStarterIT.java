package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.FileQuery;
import dev.loadtest.operator.run.NotingWorker;
import dev.loadtest.operator.run.PodWorker;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.validate.Validated;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunStarterIT {
    private static final LoadTest TEST = SampleTests.test("parallelism: 2");
    private static final Validated.Runnable RUNNABLE = SampleTests.runnable(TEST);
    private static final ObservedWorker READY = new ObservedWorker(0, "a", "10.0.0.1", true);
    private static final ObservedWorker UNREADY = new ObservedWorker(1, "b", "10.0.0.2", false);

    private final Connections connections = new Connections();

    private static Observation seen() {
        Observation bare = SampleTests.seen(TEST);
        return SampleTests.with(bare, new Pods(List.of(READY, UNREADY), List.of(), List.of(READY, UNREADY)));
    }

    @Test
    void startsWithReadyWorkers() throws Exception {
        try (ApiServer server = new ApiServer();
                Runs runs = new Runs()) {
            starter(server, runs).start(seen(), RUNNABLE);
            assertThat(connections.made.take()).isEqualTo("10.0.0.1");
            assertThat(runs.snapshot(SampleTests.UID).orElseThrow().pods()).isEqualTo(Map.of(0, "a"));
        }
    }

    @Test
    void takesOverAllHolders() throws Exception {
        try (ApiServer server = new ApiServer();
                Runs runs = new Runs()) {
            starter(server, runs).takeOver(seen(), RUNNABLE);
            assertThat(connections.made.take()).isEqualTo("10.0.0.1");
            assertThat(connections.made.take()).isEqualTo("10.0.0.2");
        }
    }

    private RunStarter starter(ApiServer server, Runs runs) {
        OperatorKey key = new OperatorKey(new byte[32]);
        RunMaker maker = new RunMaker(
                server.client(),
                new Cluster(server.client()),
                runs,
                key,
                SampleTests.settings(),
                new TargetGuard(SampleTests.settings().targets()));
        maker.make(seen(), new Decision.CreateObjects(RUNNABLE));
        RunStarter starter = new RunStarter(
                server.client(),
                runs,
                connections,
                key,
                maker,
                new TargetGuard(SampleTests.settings().targets()));
        assertThat(starter.prepare(seen())).isEmpty();
        return starter;
    }

    /** Records the addresses of connected pods. */
    private static final class Connections implements WorkerConnector {
        private final BlockingQueue<String> made = new LinkedBlockingQueue<>();

        @Override
        public PodWorker connect(WorkerEndpoint endpoint, LoadPlan plan, Loop loop) {
            made.add(endpoint.address());
            return new NotingWorker(endpoint.index()).port();
        }

        @Override
        public CompletionStage<FileSet> list(WorkerEndpoint endpoint, String set, FileQuery query) {
            return CompletableFuture.completedFuture(new FileSet(set, List.of()));
        }
    }
}
