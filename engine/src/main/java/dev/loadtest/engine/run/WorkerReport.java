package dev.loadtest.engine.run;

import dev.loadtest.engine.result.Timeline;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.PauseState;
import java.util.List;

/**
 * What a worker tells its coordinator: all that changed since a revision. Reading it changes nothing.
 *
 * @param revision ask for what changed since this one next time
 * @param shares those that changed, whole
 * @param timeline the seconds of the worker's timeline that may have changed; a copy
 * @param worstLagNanos the worst lag of the worker's loop so far
 * @param starvedSeconds how many seconds its loop was over 10 ms late in
 * @param paced how many requests of users waited because of the plan's limit
 * @param faults what it knows against itself
 * @param health of the worker's process
 * @param pause how its schedule stands
 * @param stopped why it sends nothing any more; empty where it does
 */
public record WorkerReport(
        long revision,
        List<ShareReport> shares,
        Timeline timeline,
        long worstLagNanos,
        int starvedSeconds,
        long paced,
        GeneratorFaults faults,
        HostHealth health,
        PauseState pause,
        String stopped) {
    public WorkerReport {
        shares = List.copyOf(shares);
    }
}
