package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.TallyState;

/** The books of one (request, kind) of one case on one worker; confined to one thread. */
public final class Tally {

    public void addPlanned(long n) {
        throw new UnsupportedOperationException();
    }

    public void sent(long atMicros, long latenessNanos, long heldNanos, boolean late) {
        throw new UnsupportedOperationException();
    }

    public void notSent(String reason, long n) {
        throw new UnsupportedOperationException();
    }

    public void connected(long nanos) {
        throw new UnsupportedOperationException();
    }

    public void completed(boolean met, int status, long endMicros, long responseNanos, long serviceNanos) {
        throw new UnsupportedOperationException();
    }

    public void failed(String cause, long endMicros) {
        throw new UnsupportedOperationException();
    }

    public void timedOut(long endMicros, long responseNanos, long serviceNanos) {
        throw new UnsupportedOperationException();
    }

    /** One in flight becomes unresolved. */
    public void unresolved() {
        throw new UnsupportedOperationException();
    }

    public long planned() {
        throw new UnsupportedOperationException();
    }

    public long sent() {
        throw new UnsupportedOperationException();
    }

    public long notSent() {
        throw new UnsupportedOperationException();
    }

    public long inFlight() {
        throw new UnsupportedOperationException();
    }

    public long failures() {
        throw new UnsupportedOperationException();
    }

    /** Requests that were sent and are no longer in flight. */
    public long ended() {
        throw new UnsupportedOperationException();
    }

    /** Complete responses, succeeded or unexpected. */
    public long complete() {
        throw new UnsupportedOperationException();
    }

    public long late() {
        throw new UnsupportedOperationException();
    }

    public LatencyHistogram response() {
        throw new UnsupportedOperationException();
    }

    public LatencyHistogram service() {
        throw new UnsupportedOperationException();
    }

    /** Long.MAX_VALUE when none was sent. */
    public long firstSendMicros() {
        throw new UnsupportedOperationException();
    }

    /** Long.MIN_VALUE when none ended. */
    public long lastEndMicros() {
        throw new UnsupportedOperationException();
    }

    public Tally copy() {
        throw new UnsupportedOperationException();
    }

    public void add(Tally other) {
        throw new UnsupportedOperationException();
    }

    public void pack() {
        throw new UnsupportedOperationException();
    }

    public Books.Entry entry() {
        throw new UnsupportedOperationException();
    }

    public TallyState state() {
        throw new UnsupportedOperationException();
    }

    public static Tally of(TallyState state) {
        throw new UnsupportedOperationException();
    }

    public int footprintBytes() {
        throw new UnsupportedOperationException();
    }
}
