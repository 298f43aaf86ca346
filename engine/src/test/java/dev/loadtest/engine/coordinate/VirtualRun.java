package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.check.JsonValues;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.TokenRequests;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A whole run in virtual time: coordinator, workers and target on one loop. */
public final class VirtualRun {
    private static final long MAX_STEPS = 50_000_000;

    private final VirtualLoop loop = new VirtualLoop();
    private final LoadPlan plan;
    private final int connections;
    private final Function<PreparedRequest, Fate> script;
    private final List<FakeTransport> transports = new ArrayList<>();
    private final Map<String, List<FakeTransport>> byHost = new HashMap<>();
    private final List<MortalWorker> workers = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Live> lives = new ArrayList<>();
    private final Faults faults;
    private final Coordinator coordinator;
    private TokenRequests tokenRequests = TokenRequests.NONE;
    private CompletableFuture<RunResult> result = new CompletableFuture<>();

    public VirtualRun(LoadPlan plan, int workerCount, int connections, Function<PreparedRequest, Fate> script) {
        this(plan, workerCount, connections, script, Duration.ZERO);
    }

    public VirtualRun(
            LoadPlan plan,
            int workerCount,
            int connections,
            Function<PreparedRequest, Fate> script,
            Duration replacementWait) {
        this(plan, workerCount, connections, script, replacementWait, Faults.none());
    }

    VirtualRun(
            LoadPlan plan,
            int workerCount,
            int connections,
            Function<PreparedRequest, Fate> script,
            Duration replacementWait,
            Faults faults) {
        this.plan = plan;
        this.connections = connections;
        this.script = script;
        this.faults = faults;
        for (int index = 0; index < workerCount; index++) {
            workers.add(newWorker(index));
        }
        coordinator = new Coordinator(
                plan,
                workers.stream().map(faults::worker).toList(),
                faults.loop(loop),
                faults.observer(new RunObserver() {
                    @Override
                    public void caseEnded(RunResult.CaseResult ended, int progress) {
                        lines.add(ended.id() + " " + ended.outcome() + " [" + progress + "%]"
                                + (ended.reason().isEmpty() ? "" : " - " + ended.reason()));
                    }

                    @Override
                    public void progressed(Live live) {
                        lives.add(live);
                    }
                }),
                replacementWait,
                null,
                Checkpoint.first());
    }

    private MortalWorker newWorker(int index) {
        Loop own = faults.workerLoop(loop);
        Map<Target, Transport> byTarget = new HashMap<>();
        plan.routes().forEach(target -> {
            boolean isFurther = plan.targets().others().stream().anyMatch(it -> target.equals(it.target()));
            FakeTransport made = new FakeTransport(loop, isFurther ? target.connections() : connections, script);
            byTarget.put(target, faults.transport(made));
            transports.add(made);
            byHost.computeIfAbsent(target.host(), any -> new ArrayList<>()).add(made);
        });
        return new MortalWorker(new LocalWorker(index, own, origin -> engine(own, origin, byTarget)));
    }

    private WorkerEngine engine(Loop own, long origin, Map<Target, Transport> byTarget) {
        BodyReaders plain = PlainReaders.WHOLE_BODY;
        WorkerEngine engine = new WorkerEngine(
                plan,
                own,
                origin,
                new FakeTransports(byTarget),
                faults.resources(new NumberedRows()),
                new BodyReaders(
                        faults.port(JsonValues.class, plain.json()), plain.scans(), plain.patterns(), plain.codings()),
                faults.port(
                        Samples.class,
                        (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample)),
                faults.health(() -> HostHealth.UNKNOWN));
        faults.log().ifPresent(engine::log);
        return engine;
    }

    /** Sets what each worker says of its requests for tokens. */
    public VirtualRun tokenRequests(TokenRequests said) {
        tokenRequests = said;
        return this;
    }

    private final class FakeTransports implements Transports {
        private final Map<Target, Transport> byTarget;

        FakeTransports(Map<Target, Transport> byTarget) {
            this.byTarget = byTarget;
        }

        @Override
        public Transport to(Target target) {
            return Objects.requireNonNull(byTarget.get(target));
        }

        @Override
        public TokenRequests tokenRequests() {
            return tokenRequests;
        }
    }

    /** A new worker comes in the place of another. */
    public void replace(int index) {
        workers.set(index, newWorker(index));
        coordinator.join(workers.get(index));
    }

    /** A target that answers everything alike after a while. */
    public static Function<PreparedRequest, Fate> answering(long afterMillis, int status) {
        return request -> new Answer(afterMillis * 1_000_000, status, "ok");
    }

    public VirtualRun start() {
        result = coordinator.start().toCompletableFuture();
        return this;
    }

    public Coordinator coordinator() {
        return coordinator;
    }

    public VirtualLoop loop() {
        return loop;
    }

    public MortalWorker worker(int index) {
        return workers.get(index);
    }

    /** The lines that a user would see. */
    public List<String> lines() {
        return lines;
    }

    /** Its live views. */
    public List<Live> lives() {
        return lives;
    }

    /** Requests that reached the target, in order of sending for each worker. */
    public List<String> sent() {
        return transports.stream()
                .flatMap(transport -> transport.sent().stream())
                .toList();
    }

    /** The same of what reached one host. */
    public List<String> sentTo(String host) {
        return byHost.getOrDefault(host, List.of()).stream()
                .flatMap(transport -> transport.sent().stream())
                .toList();
    }

    /** Requests of the workers of an index, replaced ones first. */
    public List<FakeTransport> transports() {
        return transports;
    }

    public int inFlight() {
        return transports.stream().mapToInt(FakeTransport::taken).sum();
    }

    /** Lets a stretch of virtual time pass. */
    public VirtualRun pass(long millis) {
        loop.runUntil(loop.nanos() + millis * 1_000_000);
        return this;
    }

    /** Lets time pass until something has come about. */
    public void stepUntil(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            if (!loop.step()) {
                throw new AssertionError("nothing is left to happen: " + lines);
            }
        }
    }

    /** Lets time pass until the run is over. */
    public RunResult finish() {
        for (long step = 0; step < MAX_STEPS && !result.isDone(); step++) {
            if (!loop.step()) {
                throw new AssertionError("nothing is left to happen, and the run is not over: " + lines);
            }
        }
        if (!result.isDone()) {
            throw new AssertionError("the run does not end: " + lines);
        }
        return result.join();
    }

    public boolean isOver() {
        return result.isDone();
    }
}
