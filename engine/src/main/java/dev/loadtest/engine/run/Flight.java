package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A request in flight, a unit by itself or part of a journey. Its transport calls it outside the engine's loop tasks;
 * defects in these calls are reported here.
 */
final class Flight implements Transport.Listener, Begun {
    final ShareFlights share;
    final Generator source;
    /** The journey that sent it; null for a unit of its own. */
    final @Nullable JourneyRun journey;

    final long k;
    final int slot;
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

    /** Its block among those of the phase; negative if the plan has none. */
    int block = -1;

    /** Held part of its wait, determined when it is sent: unknown later. */
    long heldNanos;

    /** Its end in the loop's time; valid after the end. */
    long endedNanos;

    /** Its place among all that its journey may send, from 0; 0 for a unit of its own. */
    final long step;
    /** Which try of its step's until it is, from 0. */
    final long attempt;

    private Transport.@Nullable Exchange exchange;
    private long connectNanos = -1;
    private boolean over;
    /** Whether it is filed as planned already: a journey's requests are, but for tries that do not decide. */
    boolean isPlanned;

    /**
     * @param plannedNanos planned instant in the loop's time, by the schedule or the plan's limit
     * @param sentNanos when it was handed to the transport
     */
    Flight(ShareFlights share, Generator source, long k, int slot, Kind kind, long plannedNanos, long sentNanos) {
        this(share, source, null, k, slot, kind, plannedNanos, sentNanos);
    }

    Flight(ShareFlights share, JourneyRun journey, int slot, long plannedNanos, long sentNanos) {
        this(share, journey.source(), journey, journey.k(), slot, journey.kind(), plannedNanos, sentNanos);
        this.isPlanned = true;
    }

    private Flight(
            ShareFlights share,
            Generator source,
            @Nullable JourneyRun journey,
            long k,
            int slot,
            Kind kind,
            long plannedNanos,
            long sentNanos) {
        this.share = share;
        this.source = source;
        this.journey = journey;
        this.step = journey == null ? 0 : journey.position();
        this.attempt = journey == null ? 0 : journey.attempt();
        this.k = k;
        this.slot = slot;
        this.kind = kind;
        this.plannedNanos = plannedNanos;
        this.sentNanos = sentNanos;
    }

    @Override
    public long plannedNanos() {
        return plannedNanos;
    }

    @Override
    public long begunNanos() {
        return sentNanos;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int user() {
        return user;
    }

    @Override
    public void user(int number) {
        user = number;
    }

    /** Which request of the run it is. */
    String place() {
        return share.item().id() + " k=" + k + (journey == null ? "" : " step=" + step);
    }

    /** Whether its kind is only known at its end; it is filed as sent then. */
    boolean decidesLate() {
        return journey == null ? source.decidesLate() : journey.decidesLate();
    }

    /** Of what kind it turned out to be, asked at its end. */
    Kind decide(boolean met) {
        return journey == null ? source.decide(this, met) : journey.decide(this, met);
    }

    /** Notifies its sender that it has ended and is filed. */
    void tellEnd(boolean met) {
        if (journey == null) {
            source.ended(this, met);
        } else {
            journey.landed(this, met);
        }
    }

    void exchange(Transport.Exchange underWay) {
        exchange = underWay;
    }

    /** Time to open its connection; negative if it used an open one. */
    long connectNanos() {
        return connectNanos;
    }

    /** Time from sending to the first byte of the response; to its end, or to the timeout, where none came before. */
    long firstByteNanos() {
        long first = exchange == null ? -1 : exchange.firstByteNanos();
        return (first < 0 ? endedNanos : first) - sentNanos;
    }

    long bytesSent() {
        return exchange == null ? 0 : exchange.bytesSent();
    }

    long bytesReceived() {
        return exchange == null ? 0 : exchange.bytesReceived();
    }

    @Override
    public void connected(long nanos) {
        connectNanos = nanos;
    }

    @Override
    public int bodyLimit(int status, int limit) {
        return share.books().bodyLimit(this, status, limit);
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
