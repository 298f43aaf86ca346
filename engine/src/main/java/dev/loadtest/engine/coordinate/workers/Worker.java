package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.capture.HeldCaptures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A load generator, in this process or in a pod. Commands act once, however often they are sent. A stage that completes
 * exceptionally means that the worker is lost, and its message says how, by a defect if it is a {@link
 * WorkerDefectException}; implementations retry before that. Methods may
 * be called from any thread; stages may complete on any.
 */
public interface Worker {

    /** Its index in the run, from 0. */
    int index();

    /** Key of its process. Workers of one process share its garbage collection and its CPU quota. */
    default String process() {
        return "worker " + index();
    }

    /** Its state, queried first. */
    CompletionStage<WorkerStanding> standing();

    /** Current time of its loop, in nanoseconds. */
    CompletionStage<Long> clockNanos();

    /**
     * Prepares it for orders.
     *
     * @param originNanos start of run time, in its loop's time
     */
    CompletionStage<Void> begin(long originNanos);

    CompletionStage<Void> fire(FireOrder order);

    /** Pauses its schedule's clock. */
    CompletionStage<Void> pause();

    /** Resumes the clock at an instant of its loop. */
    CompletionStage<Void> resumeAt(long nanos);

    /** Stops sending; unsent requests are filed under the reason. */
    CompletionStage<Void> stop(String reason);

    /** Ends everything; requests in flight become unresolved. */
    CompletionStage<Void> finish();

    /** Drops these cases, which are committed; keeps their captures. */
    CompletionStage<Void> forget(List<String> caseIds);

    /** The captured values that its reports no longer contain. */
    CompletionStage<HeldCaptures> captured();

    /**
     * Everything that changed since a revision, as soon as a share has ended or closed since then, or when the wait is
     * over. Reading twice changes nothing.
     *
     * @param second first second of the requested timeline
     */
    CompletionStage<WorkerReport> report(long sinceRevision, long second, Duration wait);
}
