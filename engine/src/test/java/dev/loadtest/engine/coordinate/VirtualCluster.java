package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A run on pods in virtual time, with changing coordinators. */
final class VirtualCluster {
    private static final int CONNECTIONS = 1_000;
    private static final long MAX_STEPS = 3_000_000;

    private final VirtualLoop loop = new VirtualLoop();
    private final LoadPlan plan;
    private final Function<PreparedRequest, Fate> script;
    private final Random random;
    private final FakeStore store;
    private final List<FakeTransport> transports = new ArrayList<>();
    private final List<PodWorker> pods = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Driver> drivers = new ArrayList<>();
    private int processes;

    /** A coordinator and what connects it with the rest of the world. */
    final class Driver implements RunObserver {
        private final Coordinator coordinator;
        private final FakeStore.Line storage;
        private final List<PodWorker.Line> lines = new ArrayList<>();
        private final long epoch;
        private boolean dead;
        private final CompletableFuture<RunResult> result;

        private Driver(Faults faults) {
            Checkpoint checkpoint = store.claim();
            epoch = checkpoint.head().epoch();
            storage = store.line(epoch);
            for (PodWorker pod : pods) {
                if (!pod.dead()) {
                    lines.add(pod.line(epoch));
                }
            }
            coordinator = new Coordinator(
                    plan,
                    lines.stream().map(faults::worker).toList(),
                    faults.loop(loop),
                    faults.observer(this),
                    Duration.ofMinutes(1),
                    faults.store(storage),
                    checkpoint);
            result = coordinator.start().toCompletableFuture();
        }

        @Override
        public void caseEnded(RunResult.CaseResult ended, int progress) {
            if (!dead) {
                told.add(ended.id() + " " + ended.outcome());
            }
        }

        Coordinator coordinator() {
            return coordinator;
        }

        CompletableFuture<RunResult> result() {
            return result;
        }

        void die() {
            dead = true;
            storage.cut();
            lines.forEach(PodWorker.Line::cut);
        }

        /** Cuts the connection to one worker; neither side learns why. */
        void cut(int index) {
            lines.get(index).cut();
        }

        /** A pod that it was not connected with can be reached. */
        void join(int index) {
            PodWorker.Line line = pods.get(index).line(epoch);
            lines.add(line);
            coordinator.join(line);
        }

        /** It dies while it gives the next order: some workers have it, some have not. */
        void dieFiring() {
            lines.get(random.nextInt(lines.size())).onFire(this::die);
        }

        boolean dead() {
            return dead;
        }
    }

    VirtualCluster(LoadPlan plan, int workers, Function<PreparedRequest, Fate> script, long seed) {
        this.plan = plan;
        this.script = script;
        this.random = new Random(seed);
        this.store = new FakeStore(loop, random);
        for (int index = 0; index < workers; index++) {
            pods.add(newPod(index));
        }
    }

    private PodWorker newPod(int index) {
        FakeTransport transport = new FakeTransport(loop, CONNECTIONS, script);
        transports.add(transport);
        LocalWorker worker = new LocalWorker(
                index,
                loop,
                origin -> new WorkerEngine(
                        plan,
                        loop,
                        origin,
                        Transports.only(transport),
                        new NumberedRows(),
                        PlainReaders.WHOLE_BODY,
                        (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                        () -> HostHealth.UNKNOWN),
                "process-" + processes++);
        return new PodWorker(worker, loop, random);
    }

    /** Starts a coordinator, unknown to an earlier one. */
    Driver drive() {
        return drive(Faults.none());
    }

    Driver drive(Faults faults) {
        Driver driver = new Driver(faults);
        drivers.add(driver);
        return driver;
    }

    void killWorker(int index) {
        pods.get(index).die();
    }

    void endWorker(int index) {
        pods.get(index).end();
    }

    /** Replaces a dead pod and reports the new one to the running coordinator. */
    void replaceWorker(int index) {
        PodWorker fresh = newPod(index);
        pods.set(index, fresh);
        Driver last = drivers.getLast();
        if (!last.dead()) {
            PodWorker.Line line = fresh.line(last.epoch);
            last.lines.add(line);
            last.coordinator().join(line);
        }
    }

    FakeStore store() {
        return store;
    }

    VirtualLoop loop() {
        return loop;
    }

    PodWorker pod(int index) {
        return pods.get(index);
    }

    /** The end of each case, as reported to the observer. */
    List<String> told() {
        return told;
    }

    List<String> sent() {
        return transports.stream()
                .flatMap(transport -> transport.sent().stream())
                .toList();
    }

    /** What each pod has sent, in the order in which the pods came. */
    List<List<String>> sentByPod() {
        return transports.stream().map(FakeTransport::sent).toList();
    }

    /** Requests of the pod of an index, if none was replaced. */
    List<String> sentBy(int index) {
        return transports.get(index).sent();
    }

    VirtualCluster pass(long millis) {
        loop.runUntil(loop.nanos() + millis * 1_000_000);
        return this;
    }

    RunResult finish(Driver driver) {
        for (long step = 0; step < MAX_STEPS && !driver.result().isDone(); step++) {
            if (!loop.step()) {
                throw new AssertionError("nothing is left to happen, and the run is not over: " + told);
            }
        }
        if (!driver.result().isDone()) {
            throw new AssertionError("the run does not end: " + told);
        }
        return driver.result().join();
    }
}
