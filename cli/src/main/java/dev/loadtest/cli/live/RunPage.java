package dev.loadtest.cli.live;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.Origin;

/** Events of a run that a page receives. No call delays the run. */
public interface RunPage extends AutoCloseable {
    /** No page. */
    RunPage NONE = new RunPage() {};

    /** The run begins. */
    default void begun(Coordinator coordinator) {}

    /** On the coordinator's loop. */
    default void progressed(Live live) {}

    /** The run has ended, with what its report says. */
    default void ended(RunResult result, Origin origin) {}

    /** Waits a moment for readers of the last event. */
    @Override
    default void close() {}

    /** An observer that notifies this page as well. */
    default RunObserver beside(RunObserver other) {
        return new RunObserver() {
            @Override
            public void caseEnded(RunResult.CaseResult result, int progress) {
                other.caseEnded(result, progress);
            }

            @Override
            public void caseKnown(RunResult.CaseResult result) {
                other.caseKnown(result);
            }

            @Override
            public void progressed(Live live) {
                other.progressed(live);
                RunPage.this.progressed(live);
            }
        };
    }
}
