package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.IndexCount;
import dev.loadtest.engine.share.Indices;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker's share of one case: fires it, has every outcome filed, and knows when it has ended. Confined to the loop. */
final class ShareRun {
    private final WorkerEngine engine;
    private final Case item;
    private final Phase phase;
    private final FireOrder order;
    private final CaseDraw draw;
    private final CaseDraw warmupDraw;
    private final MixRequest[] mix;
    private final ShareBooks books;
    private final boolean anyTracked;
    private final Generator[] generators;
    private final SavedSamples samples;
    private final long scheduleNanos;
    private ScheduleClock.@Nullable Alarm timeout;
    private int inFlight;
    private long fired;
    /** By how much the generator was late for a schedule of which it sent nothing, in nanoseconds; 0 where it was not. */
    private long missed;

    private int trackedInFlight;
    private long startedNanos = -1;
    private long endedMicros = -1;
    private boolean closed;
    private boolean timedOut;
    private boolean stopped;
    /** Whether requests that will not be sent are still being counted. */
    private boolean counting;

    /** The engine's count of changes when this share last changed. */
    private long changedAt;

    /** @param scheduleNanos when it begins, in schedule time */
    ShareRun(WorkerEngine engine, Case item, FireOrder order, long scheduleNanos) {
        this.engine = engine;
        this.item = item;
        this.order = order.withoutCaptured();
        this.phase = engine.plan().phase(item.phase());
        this.samples = new SavedSamples(engine, item, this::saved);
        this.draw = CaseDraw.of(engine.plan(), item, order.captured());
        this.warmupDraw = draw.warmup();
        this.mix = new MixRequest[phase.mix().size()];
        for (int entry = 0; entry < mix.length; entry++) {
            mix[entry] = engine.mixRequest(phase.mix().get(entry).request(), draw.alike(entry));
        }
        this.books = new ShareBooks(engine, mix, phase.maxLateness().toNanos());
        this.anyTracked = isAnyTracked(phase.tracking(), draw);
        this.generators = Generators.of(this, phase, draw, order).toArray(Generator[]::new);
        this.scheduleNanos = scheduleNanos;
        long offset = 0;
        for (Generator generator : generators) {
            generator.startNanos = scheduleNanos + offset;
            offset += Generators.warmupNanos(phase.shape());
        }
    }

    /** Whether the case, not only this share of it, has tracked requests; by chance it may have none. */
    private static boolean isAnyTracked(Tracking tracking, CaseDraw draw) {
        return switch (tracking) {
            case Tracking.Count count -> count.tracked() > 0;
            case Tracking.All all -> true;
            case Tracking.Percent percent -> draw.anyTracked();
        };
    }

    Case item() {
        return item;
    }

    ScheduleClock clock() {
        return engine.clock();
    }

    /** Whether a request can be sent now: there is a connection, and the plan's limit allows it. */
    boolean hasRoom() {
        return engine.hasRoom();
    }

    /** Whether a request that is sent now has a connection opened for it. */
    boolean needsConnection() {
        return engine.needsConnection();
    }

    void pumpAll() {
        engine.pumpAll();
    }

    /** What the users of this case may send together, 0 for no limit: cases side by side share the plan's. */
    double maxPerSecond() {
        return engine.plan().maxRequestsPerSecond() / phase.parallelCases();
    }

    /** A user waited because of the plan's limit. */
    void paced() {
        engine.paced();
    }

    /** Sends a request of its once more, as soon as the plan's limit allows. */
    void sendAgain(Runnable send) {
        engine.limit().sendAgain(send);
    }

    boolean hasUsers() {
        return phase.shape() instanceof Shape.TimedUsers || phase.shape() instanceof Shape.CountedUsers;
    }

    long changedAt() {
        return changedAt;
    }

    /** Its tallies; live, not a copy. */
    TallySheet sheet() {
        return books.sheet();
    }

    boolean ended() {
        return endedMicros >= 0;
    }

    boolean closed() {
        return closed;
    }

    /** Begins: its instant has just come. */
    void start() {
        if (stopped) {
            return;
        }
        startedNanos = engine.loop().nanos();
        engine.look(startedNanos);
        timeout = clock().at(scheduleNanos + phase.timeout().toNanos(), this::timeOut);
        for (Generator generator : generators) {
            if (generator.startNanos == scheduleNanos) {
                generator.start();
            } else {
                clock().at(generator.startNanos, () -> {
                    generator.start();
                    // It may have nothing to do.
                    checkEnd();
                });
            }
        }
        changed();
        checkEnd();
    }

    void pump() {
        for (Generator generator : generators) {
            generator.pump();
        }
    }

    /** What is still to be sent will not be. */
    void stop(String reason) {
        if (!stopped) {
            stopped = true;
            if (startedNanos < 0) {
                startedNanos = engine.loop().nanos();
            }
            for (Generator generator : generators) {
                generator.stop(reason);
            }
            changed();
            checkEnd();
        }
    }

    private void timeOut() {
        if (!ended()) {
            engine.look(engine.loop().nanos());
            timedOut = true;
            stop("caseTimeout");
        }
    }

    Kind kind(long k) {
        return draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
    }

    /** The first of some requests that is tracked; their end where none is. */
    long nextTracked(Indices indices) {
        return draw.nextTracked(indices);
    }

    /**
     * Sends request k, for which there is room.
     *
     * @param dueNanos the instant, in the loop's time, that the schedule names for it
     */
    Flight fire(Generator source, long k, Kind kind, long dueNanos) {
        CaseDraw drawn = kind == Kind.UNSCORED && !source.decidesLate() ? warmupDraw : draw;
        int entry = drawn.entry(k);
        MixRequest of = mix[entry];
        PreparedRequest request = of.make(drawn, k);
        long now = engine.loop().nanos();
        engine.look(now);
        long plannedNanos = engine.limit().take(dueNanos, now);
        Flight flight = new Flight(this, source, k, entry, kind, plannedNanos, now);
        inFlight++;
        fired++;
        if (kind == Kind.TRACKED) {
            trackedInFlight++;
        }
        if (source.decidesLate()) {
            flight.heldNanos = heldNanos(source, plannedNanos, now);
        }
        engine.send(flight, of, request, isSampled(flight) ? SavedSamples.MAX_BYTES : of.bodyLimit(kind));
        if (!source.decidesLate()) {
            // Behind the sending, which must not wait for it.
            flight.heldNanos = heldNanos(source, plannedNanos, now);
            fileSent(flight, kind);
        } else {
            // How many tries have begun is told, though none is filed before its end.
            changed();
        }
        return flight;
    }

    private long heldNanos(Generator source, long plannedNanos, long now) {
        long ready = source.readyNanos(plannedNanos);
        return ready - plannedNanos + engine.heldNanos(ready, now);
    }

    private boolean isSampled(Flight flight) {
        return flight.k < phase.saveMax() && flight.kind != Kind.UNSCORED;
    }

    private void fileSent(Flight flight, Kind kind) {
        books.sent(flight, kind);
        changed();
    }

    /**
     * A request that was due was not sent before its schedule was over.
     *
     * @param dueNanos in the loop's time
     */
    void missed(long dueNanos) {
        long now = engine.loop().nanos();
        if (fired == 0 && now - dueNanos > engine.heldNanos(dueNanos, now)) {
            missed = Math.max(missed, now - dueNanos);
        }
    }

    /** How many of its requests are under way, or due by an instant of the loop and not sent. */
    long owed(long loopNanos) {
        long owed = inFlight;
        if (!stopped && !clock().paused()) {
            for (Generator generator : generators) {
                owed += generator.due(clock().now(loopNanos));
            }
        }
        return owed;
    }

    void notSent(long k, Kind kind, String reason) {
        books.notSent(draw.entry(k), kind, reason, 1);
        changed();
    }

    /** Files all of these. The share ends when they are counted, which for a day of a mixed rate takes seconds. */
    void notSent(Indices rest, String reason) {
        IndexCount count = IndexCount.of(draw, rest);
        if (count.step()) {
            fileNotSent(count, reason);
        } else {
            counting = true;
            countOn(count, reason);
        }
    }

    private void countOn(IndexCount count, String reason) {
        // By a timer: what a loop executes may come before what has arrived.
        engine.loop().at(engine.loop().nanos(), () -> {
            if (count.step()) {
                counting = false;
                fileNotSent(count, reason);
                checkEnd();
            } else {
                countOn(count, reason);
            }
        });
    }

    private void fileNotSent(IndexCount count, String reason) {
        count.forEach((entry, kind, requests) -> books.notSent(entry, kind, reason, requests));
        changed();
    }

    /** An outcome could not be filed. */
    void broke(Throwable defect) {
        engine.broke(defect);
    }

    void completed(Flight flight, Transport.Response response) {
        RequestTemplate template = mix[flight.entry].template;
        String complaint = engine.judge().complaint(template, response);
        boolean met = complaint == null;
        Kind kind = land(flight, met);
        books.completed(flight, kind, response, complaint);
        // What comes after the end, at which the case's captures are taken, must not make them others.
        if (kind == Kind.TRACKED && met && !ended()) {
            books.capture(flight, response);
        }
        if (isSampled(flight)) {
            samples.save(flight.k, draw.values(flight.k), template, response);
        }
        landed(flight, met);
    }

    void failed(Flight flight, ErrorCause cause, String detail) {
        if (cause == ErrorCause.GENERATOR) {
            engine.limitHit(phase.name(), detail);
        }
        books.failed(flight, land(flight, false), cause, detail);
        landed(flight, false);
    }

    void timedOut(Flight flight) {
        books.timedOut(flight, land(flight, false));
        landed(flight, false);
    }

    void unresolved(Flight flight) {
        books.unresolved(flight, land(flight, false));
        landed(flight, false);
    }

    /** What every end has in common, before it is filed: says of which kind the request turned out to be. */
    private Kind land(Flight flight, boolean met) {
        flight.endedNanos = engine.loop().nanos();
        engine.look(flight.endedNanos);
        inFlight--;
        if (flight.kind == Kind.TRACKED) {
            trackedInFlight--;
        }
        Kind kind = flight.source.decide(flight, met);
        if (flight.source.decidesLate()) {
            fileSent(flight, kind);
        }
        if (flight.connectNanos() >= 0) {
            books.connected(flight, kind);
        }
        long stood = engine.standstillNanos(flight.sentNanos, flight.endedNanos);
        if (stood > 0) {
            books.stoodStill(flight, kind, stood);
        }
        return kind;
    }

    private void landed(Flight flight, boolean met) {
        changed();
        flight.source.ended(flight, met);
        checkEnd();
    }

    private void saved() {
        changed();
        checkEnd();
    }

    private void changed() {
        changedAt = engine.nextChange();
    }

    /** Sees whether the share has ended, or is closed. */
    void checkEnd() {
        if (startedNanos < 0 || counting) {
            return;
        }
        if (!ended() && (timedOut || hasEnded())) {
            endedMicros = engine.micros(engine.loop().nanos());
            if (fired == 0 && missed > 0) {
                engine.sleptThrough(phase.name(), missed);
            }
            if (timeout != null) {
                timeout.cancel();
            }
            sheet().pack();
            changed();
            engine.ended();
        }
        if (!closed && ended() && inFlight == 0 && !samples.areUnderWay() && !unsent()) {
            closed = true;
            changed();
            engine.closed();
        }
    }

    private boolean hasEnded() {
        if (trackedInFlight > 0) {
            return false;
        }
        for (Generator generator : generators) {
            if (!generator.scheduleOver() && !stopped) {
                return false;
            }
            // Asked last: of a few tracked ones among many requests the next one has to be looked for.
            if (anyTracked ? generator.trackedUnsent() : generator.unsent()) {
                return false;
            }
        }
        return true;
    }

    private boolean unsent() {
        for (Generator generator : generators) {
            if (generator.unsent()) {
                return true;
            }
        }
        return false;
    }

    /** What it captured so far, by name; a copy. */
    Map<String, Capturing> captured() {
        return books.captured();
    }

    ShareReport report() {
        return new ShareReport(
                order,
                startedNanos,
                endedMicros,
                closed,
                timedOut,
                sheet().copy(),
                books.failures(),
                Arrays.stream(generators).mapToLong(Generator::tries).sum(),
                captured(),
                samples.all());
    }
}
