package dev.loadtest.control.session;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Records its calls; commands can be made to fail. */
public final class RecordingWorker implements Worker {
    private final Loop loop;
    private final List<String> done = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private @Nullable RuntimeException failure;

    public RecordingWorker(Loop loop) {
        this.loop = loop;
    }

    public List<String> done() {
        return done;
    }

    List<Duration> waits() {
        return waits;
    }

    /** The exception of each command from now on; null for none. */
    void failing(@Nullable RuntimeException how) {
        failure = how;
    }

    private CompletionStage<Void> did(String what) {
        if (failure != null) {
            throw failure;
        }
        done.add(what);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return CompletableFuture.completedFuture(new WorkerStanding("recording", false, 0));
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return CompletableFuture.completedFuture(new HeldCaptures(List.of(), List.of()));
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return CompletableFuture.completedFuture(loop.nanos());
    }

    @Override
    public CompletionStage<Void> begin(long originNanos) {
        return did("begin " + originNanos);
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return did("fire " + order.caseId());
    }

    @Override
    public CompletionStage<Void> pause() {
        return did("pause");
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return did("resumeAt " + nanos);
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return did("stop " + reason);
    }

    @Override
    public CompletionStage<Void> finish() {
        return did("finish");
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return did("forget " + caseIds);
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        waits.add(wait);
        return new CompletableFuture<>();
    }
}
