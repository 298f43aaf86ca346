package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.Loop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Drives one run over its workers. Its methods may be called from any thread; all work happens on its loop. */
public final class Coordinator {

    public Coordinator(LoadPlan plan, List<Worker> workers, Loop loop, RunObserver observer) {}

    /** Starts the run; the stage completes with its result, whatever happens, and only exceptionally by a defect. */
    public CompletionStage<RunResult> start() {
        return new CompletableFuture<>();
    }

    /** Ends the run: nothing more is sent, what is in flight may drain, the verdict is Aborted with this reason. */
    public void stop(String reason) {}

    /** Lets the schedule's clock stand still until {@link #resume()}. */
    public void suspend(String reason) {}

    public void resume() {}
}
