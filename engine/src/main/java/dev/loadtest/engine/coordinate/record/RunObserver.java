package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.result.RunResult;

/** Told what happens in a run, on the coordinator's loop; must not block it. */
public interface RunObserver {

    /**
     * A case ended, in whatever way.
     *
     * @param progress ended cases of all selected ones, in percent, 0 to 100
     */
    default void caseEnded(RunResult.CaseResult result, int progress) {}

    /** A case had ended before this coordinator took the run over; its end may have been told to another observer. */
    default void caseKnown(RunResult.CaseResult result) {}

    /** A look at the running run, at most a few times a second. */
    default void progressed(Live live) {}
}
