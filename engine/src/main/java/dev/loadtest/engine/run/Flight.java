package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A request in flight. Its transport calls it outside the engine's loop tasks; defects in these calls are reported
 * here.
 */
final class Flight implements Transport.Listener {
    final ShareRun share;
    final Generator source;
    final long k;
    final int entry;
    final Kind kind;
    final long plannedNanos;
    final long sentNanos;

    // Links of the deadline queue that contains this flight.
    @Nullable
    Flight earlier;

    @Nullable
    Flight later;

    @Nullable
    DeadlineQueue deadlines;

    /** The user that sent it, in the closed model. */
    int user = -1;

    /** Held part of its wait, determined when it is sent: unknown later. */
    long heldNanos;

    /** Its end in the loop's time; valid after the end. */
    long endedNanos;

    private Transport.@Nullable Exchange exchange;
    private long connectNanos = -1;
    private boolean over;

    /**
     * @param plannedNanos planned instant in the loop's time, by the schedule or the plan's limit
     * @param sentNanos when it was handed to the transport
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

    /** Time to open its connection; negative if it used an open one. */
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

    /** Its timeout is over. */
    void expire() {
        if (giveUp()) {
            share.timedOut(this);
        }
    }

    /** The run ended before it. */
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

    /** Whether this is the first notice of its end. */
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
