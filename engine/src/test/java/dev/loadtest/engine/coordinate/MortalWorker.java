package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A worker that can die: from then on it answers nothing but failure. */
public final class MortalWorker implements Worker {
    private final Worker worker;
    private boolean dead;
    private int fired;

    public MortalWorker(Worker worker) {
        this.worker = worker;
    }

    /** The worker dies; its process may send on, unheard. */
    public void die() {
        dead = true;
        worker.stop("dead");
    }

    /** How many orders to fire it has taken. */
    public int fired() {
        return fired;
    }

    @Override
    public int index() {
        return worker.index();
    }

    @Override
    public String process() {
        return worker.process();
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return alive(worker::standing);
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return alive(worker::captured);
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return alive(worker::clockNanos);
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return alive(() -> worker.begin(originNanos));
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return alive(() -> worker.fire(order)).thenRun(() -> fired++);
    }

    @Override
    public CompletionStage<Void> pause() {
        return alive(worker::pause);
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return alive(() -> worker.resumeAt(nanos));
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return alive(() -> worker.stop(reason));
    }

    @Override
    public CompletionStage<Void> finish() {
        return alive(worker::finish);
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return alive(() -> worker.forget(caseIds));
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        return alive(() -> worker.report(sinceRevision, second, wait))
                .thenCompose(report -> dead ? failure() : CompletableFuture.completedFuture(report));
    }

    private <T> CompletionStage<T> alive(Supplier<CompletionStage<T>> call) {
        return dead ? failure() : call.get();
    }

    private static <T> CompletionStage<T> failure() {
        return CompletableFuture.failedFuture(new IllegalStateException("it died"));
    }
}
