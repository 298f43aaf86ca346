package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A load generator, in this process or in a pod. Commands act once, however often they are sent. A stage that completes
 * exceptionally means that the worker is lost, and its message says how; whoever implements this port retries before that.
 * Methods may be called from any thread; stages may complete on any.
 */
public interface Worker {

    /** Its place among the run's workers, from 0. */
    int index();

    /** Where it stands, asked before all else. */
    CompletionStage<WorkerStanding> standing();

    /** The time of its loop now, in nanoseconds. */
    CompletionStage<Long> clockNanos();

    /**
     * Makes it ready to fire.
     *
     * @param originNanos where run time begins, in its loop's time
     */
    CompletionStage<Void> begin(long originNanos);

    CompletionStage<Void> fire(FireOrder order);

    /** Lets its schedule's clock stand still. */
    CompletionStage<Void> pause();

    /** Lets it go on from an instant of its loop. */
    CompletionStage<Void> resumeAt(long nanos);

    /** Nothing more is sent; what was still to be sent is filed under the reason. */
    CompletionStage<Void> stop(String reason);

    /** Ends everything; what is in flight becomes unresolved. */
    CompletionStage<Void> finish();

    /** Drops these cases, which are closed and merged for good; what they captured is kept. */
    CompletionStage<Void> forget(List<String> caseIds);

    /** The captured values that it holds and that no report of it tells any more. */
    CompletionStage<HeldCaptures> captured();

    /**
     * All that changed since a revision, as soon as a share has ended or is closed since then, or when the wait is over.
     * Reading twice changes nothing.
     *
     * @param second the first second of the timeline to tell of
     */
    CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait);
}
