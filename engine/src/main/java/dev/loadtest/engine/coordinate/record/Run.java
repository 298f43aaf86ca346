package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CapturePool;
import dev.loadtest.engine.coordinate.cases.Decisions;
import dev.loadtest.engine.coordinate.cases.PhaseSequence;
import dev.loadtest.engine.coordinate.cases.RunBooks;
import dev.loadtest.engine.coordinate.cases.RunTime;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.exemplar.ExemplarLimits;
import dev.loadtest.engine.result.exemplar.Exemplars;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.ScheduleClock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** State of a run, shared by the parts that drive it. Confined to the coordinator's loop. */
public record Run(
        LoadPlan plan,
        Loop loop,
        RunObserver observer,
        RunTime time,
        PhaseSequence sequence,
        RunBooks books,
        CapturePool captures,
        Decisions decisions,
        RunLog log,
        WorkerSet workers,
        Exemplars exemplars) {

    /** @param keyed see {@code CheckpointStore.keyed} */
    public static Run of(
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
                new WorkerSet(loop, replacementWait),
                new Exemplars(ExemplarLimits.of(plan)));
    }

    public ScheduleClock clock() {
        return time.schedule();
    }
}
