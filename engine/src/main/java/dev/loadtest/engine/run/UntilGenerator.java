package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.share.Indices;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a unit until one meets its expectation or there is no time for another. The deciding try is the one tracked
 * unit, earlier ones are unscored; this is known only at a try's end, when it is filed.
 */
final class UntilGenerator extends Generator {
    private final ShareRun share;
    private final Shape.Until until;
    private final boolean mine;
    private long tryNanos;
    private long nextTryNanos;
    private long tries;
    private boolean started;
    private boolean waiting;
    private boolean underWay;
    private boolean decided;
    private ScheduleClock.@Nullable Alarm alarm;

    /** @param mine whether this worker is the one that sends */
    UntilGenerator(ShareRun share, Shape.Until until, boolean mine) {
        this.share = share;
        this.until = until;
        this.mine = mine;
        this.decided = !mine;
    }

    @Override
    void start() {
        started = true;
        if (mine) {
            take(startNanos);
        }
    }

    @Override
    long due(long scheduleNanos) {
        boolean due = started ? waiting || alarm != null && nextTryNanos <= scheduleNanos : startNanos <= scheduleNanos;
        return !decided && due ? 1 : 0;
    }

    private void take(long scheduleNanos) {
        alarm = null;
        tryNanos = scheduleNanos;
        waiting = true;
        share.pumpAll();
    }

    @Override
    void pump() {
        if (waiting && !share.clock().paused() && share.hasRoom()) {
            waiting = false;
            if (share.lacksRow(tries)) {
                decided = true;
                share.lacked(tries, Kind.TRACKED);
                return;
            }
            underWay = true;
            share.fire(this, tries++, Kind.TRACKED, share.clock().toLoop(tryNanos));
        }
    }

    @Override
    Kind decide(Begun unit, boolean met) {
        long nextTry = share.clock().now() + until.interval().toNanos();
        decided |= met || nextTry - startNanos > until.timeout().toNanos();
        return decided ? Kind.TRACKED : Kind.UNSCORED;
    }

    @Override
    void ended(Begun unit, boolean met) {
        underWay = false;
        if (!decided) {
            nextTryNanos = share.clock().now() + until.interval().toNanos();
            alarm = share.clock().at(nextTryNanos, () -> take(nextTryNanos));
        }
    }

    @Override
    boolean decidesLate() {
        return true;
    }

    @Override
    boolean scheduleOver() {
        return decided;
    }

    @Override
    boolean trackedUnsent() {
        return !decided;
    }

    @Override
    boolean unsent() {
        return !decided && (waiting || alarm != null);
    }

    @Override
    void stop(String reason) {
        if (decided) {
            return;
        }
        decided = true;
        waiting = false;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        if (!underWay) {
            share.notSent(new Indices(tries, tries + 1, 1), reason);
        }
    }

    @Override
    long tries() {
        return tries;
    }
}
