package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.health.FaultLog;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.LoopProbe;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Tells delays of the generator itself from waits for a target: lag of its loop, standstills, limits of the machine.
 * Confined to the loop.
 */
final class Delays {
    /** A smaller fraction of a wait does not make its length doubtful; only a slow target causes waits this long. */
    private static final long NEGLIGIBLE_ONE_IN = 100;
    /**
     * A standstill of this length with due or pending requests invalidates the phase, however few they were: a second,
     * less the probe's period.
     */
    private static final long OUTAGE = 990_000_000;

    private final LoadPlan plan;
    private final Loop loop;
    private final LongUnaryOperator micros;
    private final Collection<ShareRun> shares;
    private final LoopProbe probe;
    private final FaultLog faults = new FaultLog();

    /**
     * @param originNanos start of run time, in the loop's time
     * @param micros run time in microseconds, of an instant of the loop
     * @param shares a view of the engine's
     */
    Delays(LoadPlan plan, Loop loop, long originNanos, LongUnaryOperator micros, Collection<ShareRun> shares) {
        this.plan = plan;
        this.loop = loop;
        this.micros = micros;
        this.shares = shares;
        this.probe = new LoopProbe(loop, originNanos, this::stoodStill);
    }

    LoopProbe probe() {
        return probe;
    }

    void start() {
        probe.start();
    }

    void stop() {
        probe.stop();
    }

    /** The worst lag of the loop so far. */
    long worstLagNanos() {
        return probe.worstNanos();
    }

    int starvedSeconds() {
        return probe.starvedSeconds();
    }

    GeneratorFaults faults() {
        return faults.faults();
    }

    /** Held part of the wait from planned instant to sending, in nanoseconds. */
    long heldNanos(Route route, long plannedNanos, long sentNanos) {
        long from = route.heldFrom(plannedNanos, sentNanos);
        if (from >= sentNanos) {
            return 0;
        }
        long wait = Math.max(0, sentNanos - from);
        long lag = probe.lagNanos(from, sentNanos);
        return lag * NEGLIGIBLE_ONE_IN < wait ? wait : wait - lag;
    }

    /** Checks for a standstill before anything else. */
    void look(long nowNanos) {
        probe.look(nowNanos);
    }

    /** Duration of standstills within an interval. */
    long standstillNanos(long fromNanos, long toNanos) {
        return probe.standstillNanos(fromNanos, toNanos);
    }

    private void stoodStill(long fromNanos, long toNanos) {
        Map<String, Long> owed = new LinkedHashMap<>();
        shares.forEach(share -> owed.merge(share.item().phase(), share.owed(toNanos), Long::sum));
        owed.forEach((phase, requests) -> {
            long tolerated = Math.max(OUTAGE, plan.phase(phase).maxLateness().toNanos());
            if (requests > 0 && toNanos - fromNanos >= tolerated) {
                faults.stoodStill(phase, toNanos - fromNanos, micros.applyAsLong(fromNanos), requests);
            }
        });
    }

    /** A share's schedule is over without a request sent, because the loop was late. */
    void sleptThrough(String phase, long lateNanos) {
        if (!faults.stoodStill(phase)) {
            faults.stoodStill(phase, lateNanos, micros.applyAsLong(loop.nanos() - lateNanos), 1);
        }
    }

    /** A request failed by a limit of this machine. */
    void limitHit(String phase, String detail) {
        faults.limitHit(phase, detail);
    }
}
