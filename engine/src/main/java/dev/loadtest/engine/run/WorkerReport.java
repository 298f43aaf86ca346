package dev.loadtest.engine.run;

import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.util.List;

/**
 * A worker's report: all changes since a revision. Reading it changes nothing.
 *
 * @param revision start of the next report
 * @param shares those that changed, complete
 * @param timeline seconds of the worker's timeline that may have changed; a copy
 * @param worstLagNanos the worst lag of the worker's loop so far
 * @param starvedSeconds number of seconds in which its loop was over 10 ms late
 * @param paced number of users' requests that waited for the plan's limit
 * @param resends requests that the transport sent again by itself
 * @param tokenRequests in no books
 * @param faults of the worker itself
 * @param health of the worker's process
 * @param pause state of its schedule
 * @param stopped why it stopped sending; empty if it did not
 * @param exemplars those picked since the revision; reports together contain all that are picked in the end
 */
public record WorkerReport(
        long revision,
        List<ShareReport> shares,
        Timeline timeline,
        long worstLagNanos,
        int starvedSeconds,
        long paced,
        Resends resends,
        TokenRequests tokenRequests,
        GeneratorFaults faults,
        HostHealth health,
        PauseState pause,
        String stopped,
        List<Exemplar> exemplars) {
    public WorkerReport {
        shares = List.copyOf(shares);
        exemplars = List.copyOf(exemplars);
    }
}
