package dev.loadtest.operator.run;

import dev.loadtest.control.RemoteWorker;
import dev.loadtest.control.WorkerStorage;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A worker pod, reached by its control API. */
final class RemotePod implements PodWorker {
    private final RemoteWorker worker;
    private final WorkerStorage storage;
    private final Duration storing;

    /** @param storing time limit of writing one file */
    RemotePod(RemoteWorker worker, WorkerStorage storage, Duration storing) {
        this.worker = worker;
        this.storage = storage;
        this.storing = storing;
    }

    @Override
    public void lost(String why) {
        worker.lost(why);
    }

    @Override
    public void leaving(String why) {
        worker.leaving(why);
    }

    @Override
    public boolean isLost() {
        return worker.isLost();
    }

    @Override
    public CompletionStage<Void> store(String name, byte[] content) {
        return storage.store(name, content, storing);
    }

    @Override
    public void close() {
        worker.lost("this operator drives the run no more");
    }

    @Override
    public int index() {
        return worker.index();
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return worker.standing();
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return worker.captured();
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return worker.clockNanos();
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return worker.begin(originNanos);
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return worker.fire(order);
    }

    @Override
    public CompletionStage<Void> pause() {
        return worker.pause();
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return worker.resumeAt(nanos);
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return worker.stop(reason);
    }

    @Override
    public CompletionStage<Void> finish() {
        return worker.finish();
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return worker.forget(caseIds);
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        return worker.report(sinceRevision, second, wait);
    }
}
