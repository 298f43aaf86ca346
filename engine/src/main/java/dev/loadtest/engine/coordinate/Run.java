package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.ScheduleClock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** All that is known of a run, shared by the parts that drive it. Confined to the coordinator's loop. */
record Run(
        LoadPlan plan,
        Loop loop,
        RunObserver observer,
        RunTime time,
        PhaseSequence sequence,
        RunBooks books,
        CapturePool captures,
        Decisions decisions,
        RunLog log,
        WorkerSet workers) {

    /** @param keyed see {@code CheckpointStore.keyed} */
    static Run of(
            LoadPlan plan, Loop loop, RunObserver observer, Duration replacementWait, UnaryOperator<byte[]> keyed) {
        RunTime time = new RunTime(loop);
        PhaseSequence sequence = PhaseSequence.of(plan);
        RunBooks books = new RunBooks();
        return new Run(
                plan,
                loop,
                observer,
                time,
                sequence,
                books,
                new CapturePool(plan, keyed),
                new Decisions(plan, sequence, books),
                new RunLog(loop, time),
                new WorkerSet(loop, replacementWait));
    }

    ScheduleClock clock() {
        return time.schedule();
    }
}
