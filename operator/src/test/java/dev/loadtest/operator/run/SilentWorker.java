package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A worker that does nothing.
 *
 * @param failure of every call; null if calls are never answered
 */
record SilentWorker(@Nullable RuntimeException failure) implements PodWorker {
    static SilentWorker silent() {
        return new SilentWorker(null);
    }

    static SilentWorker unreachable() {
        return new SilentWorker(new IllegalStateException("connection refused"));
    }

    private <T> CompletionStage<T> answer() {
        return failure == null ? new CompletableFuture<>() : CompletableFuture.failedFuture(failure);
    }

    @Override
    public void lost(String why) {}

    @Override
    public void leaving(String why) {}

    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public CompletionStage<Void> store(String name, byte[] content) {
        return answer();
    }

    @Override
    public CompletionStage<Void> update(long version, RunAddresses addresses) {
        return answer();
    }

    @Override
    public void close() {}

    @Override
    public int index() {
        return 0;
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return answer();
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return answer();
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return answer();
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return answer();
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return answer();
    }

    @Override
    public CompletionStage<Void> pause() {
        return answer();
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return answer();
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return answer();
    }

    @Override
    public CompletionStage<Void> finish() {
        return answer();
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return answer();
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        return answer();
    }
}
