package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.result.RunResult;

/** Notified of a run's events, on the coordinator's loop; must not block. */
public interface RunObserver {

    /**
     * A case ended, with any outcome.
     *
     * @param progress ended cases in percent of all selected ones, 0 to 100
     */
    default void caseEnded(RunResult.CaseResult result, int progress) {}

    /** A case had ended before this coordinator took the run over; another observer may have been notified. */
    default void caseKnown(RunResult.CaseResult result) {}

    /** Live state of the run, at most a few times a second. */
    default void progressed(Live live) {}
}
