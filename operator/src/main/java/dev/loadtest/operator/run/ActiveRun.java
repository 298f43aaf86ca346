package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run with its coordinator beside the reconciler. Any thread; no method waits. */
final class ActiveRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final RunProgress progress = new RunProgress();
    private final RunStart start;
    private final Crew crew;
    private final ThreadLoop loop;
    private final Coordinator coordinator;
    private final CompletionStage<RunResult> ended;

    ActiveRun(RunStart start) {
        this.start = start;
        crew = new Crew(start);
        loop = new ThreadLoop("run-" + start.plan().name());
        coordinator = new Coordinator(start.plan(), List.copyOf(start.workers()), loop, progress, start.replacement());
        ended = coordinator.start();
        ended.whenComplete(this::ended);
    }

    private void ended(@Nullable RunResult result, @Nullable Throwable defect) {
        if (result == null) {
            LOG.error("the coordinator of {} failed", start.plan().name(), defect);
            progress.broke("the coordinator failed: " + defect);
            return;
        }
        start.reports()
                .map(reports -> Delivery.deliver(result, reports, crew))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenAccept(note -> progress.ended(result, note));
    }

    RunSnapshot snapshot() {
        return progress.snapshot(crew);
    }

    void suspend() {
        progress.suspending(true);
        coordinator.suspend("suspend");
    }

    void resume() {
        progress.suspending(false);
        coordinator.resume();
    }

    void stop(String reason) {
        progress.stopping();
        coordinator.stop(reason);
    }

    void gone(int index, String pod, String why) {
        crew.gone(index, pod, why);
    }

    void leaving(int index, String pod, String why) {
        crew.leaving(index, pod, why);
    }

    void came(int index, String pod, Function<LoadPlan, PodWorker> connect) {
        crew.came(index, pod, () -> connect.apply(start.plan())).ifPresent(coordinator::join);
    }

    /** Ends its load now; it goes once what is in flight has drained. */
    void abandon(String reason) {
        stop(reason);
        ended.whenComplete((result, defect) -> close());
    }

    /** Lets go of it; whoever wants the load to end stops it before. */
    @Override
    public void close() {
        loop.close();
        crew.close();
    }
}
