package dev.loadtest.engine.result;

import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.count.CountsByCode;
import dev.loadtest.engine.result.count.CountsByName;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.TallyState;
import org.jspecify.annotations.Nullable;

/**
 * The books of one (request, kind), or one (journey, kind), of one case on one worker, or of several merged. {@code planned} is counted by the
 * planner, independently of sent and notSent, so that the books are a check. Merging adds and compares integers only:
 * any order and grouping gives the same bits. Confined to one thread; a copy may be passed on.
 *
 * <p>Instants are run time: microseconds since the run's start.
 */
public final class Tally {
    private static final int FIELDS_BYTES = 344;

    private long planned;
    private long sent;
    private long succeeded;
    private long timeouts;
    private long unresolved;
    private long late;
    private long bytesSent;
    private long bytesReceived;
    private long firstSendMicros = Long.MAX_VALUE;
    private long lastEndMicros = Long.MIN_VALUE;
    private final CountsByName notSent = new CountsByName();
    private final CountsByName errors = new CountsByName();
    private final CountsByCode status = new CountsByCode();
    private final CountsByCode unexpected = new CountsByCode();
    private final LatencyHistogram response;
    private final LatencyHistogram service;
    private final LatencyHistogram firstByte;
    /** Response times of requests that did not succeed, created with the first; not part of the state. */
    private @Nullable FailedTimes failedTimes;

    private final SpreadCounter connect = new SpreadCounter();
    private final SpreadCounter held = new SpreadCounter();
    private final SpreadCounter lateness = new SpreadCounter();

    public Tally() {
        this(new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
    }

    private Tally(LatencyHistogram response, LatencyHistogram service, LatencyHistogram firstByte) {
        this.response = response;
        this.service = service;
        this.firstByte = firstByte;
    }

    /** Adds planned requests. */
    public void addPlanned(long n) {
        planned += n;
    }

    /**
     * An attempt began.
     *
     * @param latenessNanos the generator's own delay
     * @param heldNanos wait for a free connection; only waits above 0 are counted
     * @param late whether the lateness exceeds the phase's limit
     */
    public void sent(long atMicros, long latenessNanos, long heldNanos, boolean late) {
        sent++;
        firstSendMicros = Math.min(firstSendMicros, atMicros);
        lateness.recordNanos(latenessNanos);
        if (heldNanos > 0) {
            held.recordNanos(heldNanos);
        }
        if (late) {
            this.late++;
        }
    }

    /** A request sent in time was read late. */
    public void readLate() {
        late++;
    }

    /** Requests were due, and it is unknown whether they were sent. */
    public void sentUnseen(long n, long atMicros) {
        if (n > 0) {
            sent += n;
            firstSendMicros = Math.min(firstSendMicros, atMicros);
        }
    }

    /** Requests will never be sent. */
    public void notSent(String reason, long n) {
        notSent.add(reason, n);
    }

    /** A connection was opened for a request, in this time including TLS. */
    public void connected(long nanos) {
        connect.recordNanos(nanos);
    }

    /** A request got a complete response, expected or not. */
    public void completed(boolean met, int status, long endMicros, long responseNanos, long serviceNanos) {
        if (met) {
            succeeded++;
        } else {
            unexpected.add(status);
            failedTimes().unexpected().recordNanos(responseNanos);
        }
        this.status.add(status);
        ended(endMicros);
        response.recordNanos(responseNanos);
        service.recordNanos(serviceNanos);
    }

    /**
     * The response of a request began, or its timeout ended the wait for it.
     *
     * @param nanos since the actual start of sending
     */
    public void firstByte(long nanos) {
        firstByte.recordNanos(nanos);
    }

    /** Bytes of a request that has ended in any way, see {@link Traffic}. */
    public void carried(long sentBytes, long receivedBytes) {
        bytesSent += sentBytes;
        bytesReceived += receivedBytes;
    }

    /** A journey came to the end of its last step; both latencies are its duration, from its plan and from its begin. */
    public void finished(long endMicros, long responseNanos, long serviceNanos) {
        succeeded++;
        ended(endMicros);
        response.recordNanos(responseNanos);
        service.recordNanos(serviceNanos);
    }

    /** A request got no complete response, or a step ended a journey; it has no latency. */
    public void failed(String cause, long endMicros) {
        errors.add(cause, 1);
        ended(endMicros);
    }

    /** A request was given up at its timeout; its latency is the time until then. */
    public void timedOut(long endMicros, long responseNanos, long serviceNanos) {
        timeouts++;
        failedTimes().timeout().recordNanos(responseNanos);
        ended(endMicros);
        response.recordNanos(responseNanos);
        service.recordNanos(serviceNanos);
    }

    /** The end of a request in flight will never be known. */
    public void unresolved() {
        unresolved++;
    }

    /** The ends of all requests in flight will never be known. */
    public void allUnresolved() {
        unresolved += inFlight();
    }

    public long planned() {
        return planned;
    }

    /** Requests of journeys under way that are planned, and neither sent nor given up yet. */
    public long open() {
        return planned - sent - notSent.total();
    }

    public long succeeded() {
        return succeeded;
    }

    public long sent() {
        return sent;
    }

    public long notSent() {
        return notSent.total();
    }

    public long notSent(String reason) {
        return notSent.of(reason);
    }

    public long inFlight() {
        return sent - ended();
    }

    /** Number of errors of a cause. */
    public long errors(String cause) {
        return errors.of(cause);
    }

    /** unexpected + errors + timeouts + unresolved. */
    public long failures() {
        return unexpected.total() + errors.total() + timeouts + unresolved;
    }

    /** Sent requests that are not in flight any more. */
    public long ended() {
        return succeeded + failures();
    }

    /** Complete responses, succeeded or unexpected. */
    public long complete() {
        return succeeded + unexpected.total();
    }

    /** Requests sent, or read, later than the phase's limit. */
    public long late() {
        return late;
    }

    /** The generator's own delays. */
    public Spread lateness() {
        return lateness.spread();
    }

    long worstLatenessMicros() {
        return lateness.maxMicros();
    }

    /** Latencies from the planned instant; live, not a copy. */
    public LatencyHistogram response() {
        return response;
    }

    /**
     * Those of the response times whose requests did not succeed, where this process recorded them; live, not a copy.
     * Empty in the tallies that another process sent.
     */
    public FailedTimes failed() {
        return failedTimes == null ? FailedTimes.empty() : failedTimes;
    }

    private FailedTimes failedTimes() {
        FailedTimes times = failedTimes;
        if (times == null) {
            times = FailedTimes.empty();
            failedTimes = times;
        }
        return times;
    }

    /** Latencies from the actual start of sending; live, not a copy. */
    public LatencyHistogram service() {
        return service;
    }

    /** Latencies from the actual start of sending to the first byte of the response; live, not a copy. */
    public LatencyHistogram firstByte() {
        return firstByte;
    }

    public Traffic traffic() {
        return new Traffic(bytesSent, bytesReceived);
    }

    /** {@link Long#MAX_VALUE} without a send. */
    public long firstSendMicros() {
        return firstSendMicros;
    }

    /** {@link Long#MIN_VALUE} without an end. */
    public long lastEndMicros() {
        return lastEndMicros;
    }

    public Tally copy() {
        Tally copy = new Tally(response.copy(), service.copy(), firstByte.copy());
        copy.addAllButHistograms(this);
        copy.failedTimes = failedTimes == null ? null : failedTimes.copy();
        return copy;
    }

    public void add(Tally other) {
        addAllButHistograms(other);
        response.add(other.response);
        service.add(other.service);
        firstByte.add(other.firstByte);
        addFailed(other);
    }

    private void addFailed(Tally other) {
        if (other.failedTimes != null) {
            failedTimes().add(other.failedTimes);
        }
    }

    /** Switches to the packed form after the end of its case; late outcomes are still counted. */
    public void pack() {
        response.pack();
        service.pack();
        firstByte.pack();
        if (failedTimes != null) {
            failedTimes.pack();
        }
    }

    public Counts counts() {
        return new Counts(
                planned,
                sent,
                notSent.toMap(),
                succeeded,
                unexpected.toMap(),
                errors.toMap(),
                timeouts,
                unresolved,
                status.toMap(),
                late);
    }

    public Books.Entry entry() {
        return new Books.Entry(
                counts(),
                response.percentiles(),
                service.percentiles(),
                firstByte.percentiles(),
                connect.spread(),
                held.spread(),
                lateness.spread(),
                traffic());
    }

    /** The complete state, for another process. */
    public TallyState state() {
        return new TallyState(
                counts(),
                response.state(),
                service.state(),
                firstByte.state(),
                connect.state(),
                held.state(),
                lateness.state(),
                bytesSent,
                bytesReceived,
                firstSendMicros,
                lastEndMicros);
    }

    /** @throws IllegalArgumentException if a histogram is not one of ours, or counts are impossible for a worker */
    public static Tally of(TallyState state) {
        ToldCounts.check(state);
        Tally tally = new Tally(
                LatencyHistogram.of(state.response()),
                LatencyHistogram.of(state.service()),
                LatencyHistogram.of(state.firstByte()));
        tally.add(state.counts());
        tally.firstSendMicros = state.firstSendMicros();
        tally.lastEndMicros = state.lastEndMicros();
        tally.connect.add(state.connect());
        tally.held.add(state.held());
        tally.lateness.add(state.lateness());
        tally.carried(state.bytesSent(), state.bytesReceived());
        return tally;
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        return FIELDS_BYTES
                + notSent.footprintBytes()
                + errors.footprintBytes()
                + status.footprintBytes()
                + unexpected.footprintBytes()
                + response.footprintBytes()
                + service.footprintBytes()
                + firstByte.footprintBytes()
                + (failedTimes == null ? 0 : failedTimes.footprintBytes());
    }

    private void ended(long atMicros) {
        lastEndMicros = Math.max(lastEndMicros, atMicros);
    }

    private void add(Counts counts) {
        planned += counts.planned();
        sent += counts.sent();
        succeeded += counts.succeeded();
        timeouts += counts.timeouts();
        unresolved += counts.unresolved();
        late += counts.late();
        notSent.add(counts.notSent());
        errors.add(counts.errors());
        status.add(counts.status());
        unexpected.add(counts.unexpectedByStatus());
    }

    private void addAllButHistograms(Tally other) {
        planned += other.planned;
        sent += other.sent;
        succeeded += other.succeeded;
        timeouts += other.timeouts;
        unresolved += other.unresolved;
        late += other.late;
        carried(other.bytesSent, other.bytesReceived);
        firstSendMicros = Math.min(firstSendMicros, other.firstSendMicros);
        lastEndMicros = Math.max(lastEndMicros, other.lastEndMicros);
        notSent.add(other.notSent);
        errors.add(other.errors);
        status.add(other.status);
        unexpected.add(other.unexpected);
        connect.add(other.connect);
        held.add(other.held);
        lateness.add(other.lateness);
    }
}
