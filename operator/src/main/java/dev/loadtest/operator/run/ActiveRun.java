package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run with its coordinator beside the reconciler. Any thread; no method waits. */
final class ActiveRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final RunProgress progress = new RunProgress();
    private final ThreadLoop loop;
    private final Coordinator coordinator;
    private final CompletionStage<RunResult> ended;

    ActiveRun(String name, LoadPlan plan, List<Worker> workers) {
        loop = new ThreadLoop("run-" + name);
        coordinator = new Coordinator(plan, workers, loop, progress);
        ended = coordinator.start();
        ended.whenComplete((result, defect) -> {
            if (result != null) {
                progress.ended(result);
            } else {
                LOG.error("the coordinator of {} failed", name, defect);
                progress.broke("the coordinator failed: " + defect);
            }
        });
    }

    RunSnapshot snapshot() {
        return progress.snapshot();
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

    /** Ends its load now; it goes once what is in flight has drained. */
    void abandon(String reason) {
        stop(reason);
        ended.whenComplete((result, defect) -> close());
    }

    /** Lets go of it; whoever wants the load to end stops it before. */
    @Override
    public void close() {
        loop.close();
    }
}
