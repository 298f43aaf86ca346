package dev.loadtest.worker.warmup;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.NoSamples;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.VertxTransports;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A small run of one worker: the cases of a plan in sequence. Confined to the sending loop. */
final class WarmUpLoad {
    private final LoadPlan plan;
    private final VertxLoop loop;
    private final VertxTransports transports;
    private final WorkerEngine engine;
    private final Iterator<Case> cases;
    private final CompletableFuture<WarmUp.Warmth> done = new CompletableFuture<>();

    WarmUpLoad(LoadPlan plan, VertxLoop loop) {
        FoundResources none = new FoundResources(Map.of(), Map.of());
        this.plan = plan;
        this.loop = loop;
        this.cases = Cases.of(plan).selected().iterator();
        this.transports = VertxTransports.open(loop, plan, none, AddressPolicy.ALLOW_ALL);
        this.engine = new WorkerEngine(
                plan,
                loop,
                loop.nanos(),
                transports,
                none,
                Bodies.readers(),
                new NoSamples(),
                () -> HostHealth.UNKNOWN);
        engine.onClosed(this::next);
    }

    /** Completes when all its requests have ended, exceptionally after a failure. */
    CompletableFuture<WarmUp.Warmth> begin() {
        next();
        return done;
    }

    private void next() {
        if (cases.hasNext()) {
            engine.fire(order(cases.next()));
        } else {
            end(engine.report(0, 0));
        }
    }

    private void end(WorkerReport report) {
        long failures = report.shares().stream()
                .flatMap(share -> Arrays.stream(Kind.values()).map(share.sheet()::failures))
                .mapToLong(Long::longValue)
                .sum();
        if (failures > 0) {
            done.completeExceptionally(new IllegalStateException(failures + " requests failed"));
        } else {
            done.complete(new WarmUp.Warmth(plan, report.shares().getFirst().order(), report));
        }
    }

    private FireOrder order(Case item) {
        return new FireOrder(item.id(), 0, 1, loop.nanos(), Map.of());
    }

    /** Cancels everything in flight, and closes everything. */
    void close() {
        engine.finish();
        transports.close();
    }
}
