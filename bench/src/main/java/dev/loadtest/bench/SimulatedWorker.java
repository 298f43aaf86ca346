package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.coordinate.workers.WorkerStanding;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated remote worker: each share ends a fixed time after its start, with realistic books and histograms decoded
 * from the wire. It sends nothing, so that a thousand of them on one loop cost little compared with the coordinator.
 */
final class SimulatedWorker implements Worker {
    /** Duration of each share. */
    static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int index;
    private final Loop loop;
    private final int requests;
    private final Timeline timeline = new Timeline();
    private final List<ShareReport> unread = new ArrayList<>();
    private long revision;
    /** First second of the timeline that the waiting coordinator requested. */
    private long second;

    private long originNanos;
    private boolean begun;
    private @Nullable CompletableFuture<WorkerReport> poll;
    private Loop.@Nullable Timer patience;

    /** @param requests number of requests of each share */
    SimulatedWorker(int index, Loop loop, int requests) {
        this.index = index;
        this.loop = loop;
        this.requests = requests;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public CompletionStage<WorkerStanding> standing() {
        return CompletableFuture.completedFuture(new WorkerStanding("simulated-" + index, begun, originNanos));
    }

    @Override
    public CompletionStage<Long> clockNanos() {
        return CompletableFuture.completedFuture(loop.nanos());
    }

    @Override
    public CompletionStage<Void> begin(long origin) {
        return run(() -> {
            originNanos = origin;
            begun = true;
        });
    }

    @Override
    public CompletionStage<Void> fire(FireOrder order) {
        return run(() -> loop.at(order.startNanos() + SHARE_NANOS, () -> end(order)));
    }

    private void end(FireOrder order) {
        long endMicros = (loop.nanos() - originNanos) / 1_000;
        TallySheet sheet = new TallySheet();
        Tally tally = sheet.tally("load", Kind.TRACKED);
        for (int request = 0; request < requests; request++) {
            long latency = TimeUnit.MICROSECONDS.toNanos(300 + 7L * (index + request));
            tally.addPlanned(1);
            tally.sent(endMicros, 20_000, 0, false);
            tally.completed(true, 200, endMicros, latency, latency);
            timeline.sent(endMicros);
            timeline.ended(endMicros, false, latency);
        }
        sheet.pack();
        unread.add(new ShareReport(
                order,
                order.startNanos(),
                endMicros,
                true,
                false,
                TallySheet.of(sheet.state()),
                Map.of(),
                0,
                Map.of(),
                List.of()));
        revision++;
        answer();
    }

    @Override
    public CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait) {
        CompletableFuture<WorkerReport> asked = new CompletableFuture<>();
        loop.execute(() -> {
            answer();
            poll = asked;
            this.second = second;
            patience = loop.at(loop.nanos() + wait.toNanos(), this::answer);
            if (revision > sinceRevision) {
                answer();
            }
        });
        return asked;
    }

    private void answer() {
        CompletableFuture<WorkerReport> waiting = poll;
        if (waiting == null) {
            return;
        }
        poll = null;
        if (patience != null) {
            patience.cancel();
        }
        WorkerReport report = new WorkerReport(
                revision,
                unread,
                timeline.copySince(second),
                0,
                0,
                0,
                Resends.NONE,
                TokenRequests.NONE,
                GeneratorFaults.NONE,
                HostHealth.UNKNOWN,
                PauseState.NONE,
                "",
                List.of());
        unread.clear();
        waiting.complete(report);
    }

    @Override
    public CompletionStage<Void> pause() {
        return run(() -> {});
    }

    @Override
    public CompletionStage<Void> resumeAt(long nanos) {
        return run(() -> {});
    }

    @Override
    public CompletionStage<Void> stop(String reason) {
        return run(() -> {});
    }

    @Override
    public CompletionStage<Void> finish() {
        return run(() -> {});
    }

    @Override
    public CompletionStage<Void> forget(List<String> caseIds) {
        return run(() -> {});
    }

    @Override
    public CompletionStage<HeldCaptures> captured() {
        return CompletableFuture.completedFuture(new HeldCaptures(List.of(), List.of()));
    }

    private CompletionStage<Void> run(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            task.run();
            done.complete(null);
        });
        return done;
    }
}
