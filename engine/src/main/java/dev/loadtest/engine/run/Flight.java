package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A request under way. Its transport calls it from outside the engine's loop tasks: what goes wrong then is told here. */
final class Flight implements Transport.Listener {
    final ShareRun share;
    final Generator source;
    final long k;
    final int entry;
    final Kind kind;
    final long plannedNanos;
    final long sentNanos;

    // Links of the deadline queue this flight waits in.
    @Nullable
    Flight earlier;

    @Nullable
    Flight later;

    @Nullable
    DeadlineQueue deadlines;

    /** The user that sent it, in the closed model. */
    int user = -1;

    /** How much of the wait for its sending was the target's doing, seen at its sending: later it cannot be told any more. */
    long heldNanos;

    /** When it ended, in the loop's time; known from its end on. */
    long endedNanos;

    private Transport.@Nullable Exchange exchange;
    private long connectNanos = -1;
    private boolean over;

    /**
     * @param plannedNanos the instant, in the loop's time, that the schedule names for it, or the plan's limit
     * @param sentNanos when it was handed over
     */
    Flight(ShareRun share, Generator source, long k, int entry, Kind kind, long plannedNanos, long sentNanos) {
        this.share = share;
        this.source = source;
        this.k = k;
        this.entry = entry;
        this.kind = kind;
        this.plannedNanos = plannedNanos;
        this.sentNanos = sentNanos;
    }

    void exchange(Transport.Exchange underWay) {
        exchange = underWay;
    }

    /** How long the opening of its connection took, negative where it was sent on one that was open. */
    long connectNanos() {
        return connectNanos;
    }

    @Override
    public void connected(long nanos) {
        connectNanos = nanos;
    }

    @Override
    public void again(Runnable send) {
        share.sendAgain(send);
    }

    @Override
    public void completed(Transport.Response response) {
        try {
            if (land()) {
                share.completed(this, response);
            }
        } catch (RuntimeException | Error defect) {
            share.broke(defect);
        }
    }

    @Override
    public void failed(ErrorCause cause, String detail) {
        try {
            if (land()) {
                share.failed(this, cause, detail);
            }
        } catch (RuntimeException | Error defect) {
            share.broke(defect);
        }
    }

    /** Its time is over. */
    void expire() {
        if (giveUp()) {
            share.timedOut(this);
        }
    }

    /** The run is over before it. */
    void abandon() {
        if (giveUp()) {
            share.unresolved(this);
        }
    }

    private boolean giveUp() {
        if (!land()) {
            return false;
        }
        if (exchange != null) {
            exchange.cancel();
        }
        return true;
    }

    /** Whether this is the first word of its end. */
    private boolean land() {
        if (over) {
            return false;
        }
        over = true;
        if (deadlines != null) {
            deadlines.remove(this);
        }
        return true;
    }
}
