package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.ScheduleClock;
import java.time.Duration;

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

    static Run of(LoadPlan plan, Loop loop, RunObserver observer, Duration replacementWait) {
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
                new CapturePool(plan),
                new Decisions(plan, sequence, books),
                new RunLog(loop, time),
                new WorkerSet(loop, replacementWait));
    }

    ScheduleClock clock() {
        return time.schedule();
    }
}
