package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.block.BlockRange;
import dev.loadtest.engine.run.check.Complaint;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import org.jspecify.annotations.Nullable;

/** The requests of one share: sends each, and files its end. Confined to the loop. */
final class ShareFlights {
    private final ShareRun share;
    private final WorkerEngine engine;
    private final Phase phase;
    private final CaseDraw draw;
    private final Slots slots;
    private final ShareBooks books;
    private final SavedSamples samples;
    /** Null where the plan has no blocks. */
    private final @Nullable BlockRange range;

    private final long scheduleNanos;
    /** Books of requests that are sent or end now: those of the share, or of the try that is under way. */
    private ShareBooks open;

    private int inFlight;
    private int trackedInFlight;
    private long fired;

    /** @param scheduleNanos start of the share in schedule time */
    ShareFlights(
            ShareRun share,
            WorkerEngine engine,
            Phase phase,
            CaseDraw draw,
            Slots slots,
            ShareBooks books,
            SavedSamples samples,
            long scheduleNanos) {
        this.share = share;
        this.engine = engine;
        this.phase = phase;
        this.draw = draw;
        this.slots = slots;
        this.books = books;
        this.open = books;
        this.samples = samples;
        this.range = engine.blocks() == 0 ? null : BlockRange.of(engine.plan(), share.item(), engine.blocks());
        this.scheduleNanos = scheduleNanos;
    }

    Case item() {
        return share.item();
    }

    /** Number of requests sent so far. */
    long fired() {
        return fired;
    }

    /** Number of requests sent and not ended. */
    int inFlight() {
        return inFlight;
    }

    /** Those of them that are tracked. */
    int trackedInFlight() {
        return trackedInFlight;
    }

    /** Books in which requests and journeys are filed now. */
    ShareBooks books() {
        return open;
    }

    /** A journey begins that is a try. */
    void tryBegins() {
        open = books.ofTry();
    }

    /** The try has ended, and its kind is known. */
    void tryEnded(Kind kind) {
        books.add(open, kind);
        open = books;
    }

    /** Sends one of these requests again as soon as the plan's limit allows. */
    void sendAgain(Runnable send) {
        engine.limit().sendAgain(send);
    }

    /** Filing an outcome failed. */
    void broke(Throwable defect) {
        engine.broke(defect);
    }

    /**
     * Sends unit k, a request of its own; there must be room.
     *
     * @param dueNanos its planned instant in the loop's time
     */
    Flight fire(Generator source, CaseDraw drawn, long k, Kind kind, long dueNanos) {
        int slot = slots.ofEntry[drawn.entry(k)];
        MixRequest of = slots.requests[slot];
        PreparedRequest request = of.make(drawn, k);
        long now = engine.loop().nanos();
        engine.delays().look(now);
        long plannedNanos = engine.limit().take(dueNanos, now);
        Flight flight = new Flight(this, source, k, slot, kind, plannedNanos, now);
        flight.block = block(flight);
        send(flight, of, request);
        return flight;
    }

    /** Sends the request of a journey's step, for which there is room. */
    Flight fire(JourneyRun journey, JourneyPlan.Step step, DrawnValues values) {
        PreparedRequest made = step.request().make(values);
        PreparedRequest request = step.cookies() ? made.withCookies(journey.cookies()) : made;
        long now = engine.loop().nanos();
        engine.delays().look(now);
        long plannedNanos = engine.limit().take(engine.clock().toLoop(journey.dueNanos()), now);
        Flight flight = new Flight(this, journey, step.slot(), plannedNanos, now);
        flight.block = block(flight);
        send(flight, step.request(), request);
        return flight;
    }

    private int block(Flight flight) {
        return range == null ? -1 : range.of(flight.k, engine.clock().now(flight.plannedNanos) - scheduleNanos);
    }

    private void send(Flight flight, MixRequest of, PreparedRequest request) {
        inFlight++;
        fired++;
        if (flight.kind == Kind.TRACKED) {
            trackedInFlight++;
        }
        boolean decidesLate = flight.decidesLate();
        if (decidesLate) {
            flight.heldNanos = heldNanos(flight);
        }
        engine.send(flight, of, request, bodyLimit(flight, of));
        if (!decidesLate) {
            // Behind the sending, which must not wait for it.
            flight.heldNanos = heldNanos(flight);
            fileSent(flight, flight.kind);
        } else {
            // The number of begun tries is reported, although each is filed at its end.
            share.changed();
        }
    }

    private long heldNanos(Flight flight) {
        boolean isFirst = flight.journey == null || flight.journey.isBeginning();
        long ready = isFirst ? flight.source.readyNanos(flight.plannedNanos) : flight.plannedNanos;
        long held = isFirst && flight.source.waitsForEveryTarget()
                ? heldNanos(ready, flight.sentNanos)
                : engine.delays().heldNanos(slots.requests[flight.slot].route, ready, flight.sentNanos);
        if (isFirst && flight.journey != null) {
            // Its first step may not happen, but the journey waited for that step's target.
            Route awaited = share.route(flight.k, flight.kind == Kind.UNSCORED && !flight.source.decidesLate());
            held = Math.max(held, engine.delays().heldNanos(awaited, ready, flight.sentNanos));
        }
        return ready - flight.plannedNanos + held;
    }

    /** Wait for the target that had no free connection for the longest. */
    long heldNanos(long fromNanos, long sentNanos) {
        long most = 0;
        for (Route route : share.routes()) {
            most = Math.max(most, engine.delays().heldNanos(route, fromNanos, sentNanos));
        }
        return most;
    }

    private int bodyLimit(Flight flight, MixRequest of) {
        return isSampled(flight) ? SavedSamples.MAX_BYTES : of.bodyLimit(flight.kind);
    }

    private boolean isSampled(Flight flight) {
        // Of a step's tries the one that decides.
        boolean isTry = flight.journey != null && !flight.isPlanned;
        return phase.saveMax() > 0 && flight.kind != Kind.UNSCORED && !isTry && books.order(flight) < phase.saveMax();
    }

    private void fileSent(Flight flight, Kind kind) {
        open.sent(flight, kind);
        share.changed();
    }

    void completed(Flight flight, Transport.Response received) {
        // Before the body is decoded and checked: that takes the generator's time, not the target's.
        stopClock(flight);
        MixRequest of = slots.requests[flight.slot];
        int limit = bodyLimit(flight, of);
        Transport.Response response = limit == 0 ? received : of.check.decoded(received, limit);
        Transport.Response checked = of.check.checked(response);
        Complaint complaint = of.check.complaint(checked);
        boolean met = complaint == null;
        Kind kind = land(flight, met);
        open.completed(flight, kind, received, complaint);
        // Captures are taken at the end of the share; later responses must not change them.
        boolean pooled = kind == Kind.TRACKED && !share.ended();
        if (met && (pooled || flight.journey != null)) {
            open.capture(flight, checked, pooled);
        }
        if (isSampled(flight)) {
            samples.save(flight, draw, of.template, response);
        }
        landed(flight, met);
    }

    void failed(Flight flight, ErrorCause cause, String detail) {
        if (cause == ErrorCause.GENERATOR) {
            engine.delays().limitHit(phase.name(), detail);
        }
        stopClock(flight);
        open.failed(flight, land(flight, false), cause, detail);
        landed(flight, false);
    }

    void timedOut(Flight flight) {
        stopClock(flight);
        open.timedOut(flight, land(flight, false));
        landed(flight, false);
    }

    void unresolved(Flight flight) {
        stopClock(flight);
        open.unresolved(flight, land(flight, false));
        JourneyRun journey = flight.journey;
        if (journey != null) {
            journey.abandoned(flight);
        }
        landed(flight, false);
    }

    private void stopClock(Flight flight) {
        flight.endedNanos = engine.loop().nanos();
        engine.delays().look(flight.endedNanos);
    }

    /** Common to every end, before filing: determines the kind of the request, whose clock has stopped. */
    private Kind land(Flight flight, boolean met) {
        inFlight--;
        if (flight.kind == Kind.TRACKED) {
            trackedInFlight--;
        }
        Kind kind = flight.decide(met);
        if (flight.decidesLate()) {
            fileSent(flight, kind);
        }
        open.ended(flight, kind);
        long stood = engine.delays().standstillNanos(flight.sentNanos, flight.endedNanos);
        if (stood > 0) {
            open.stoodStill(flight, kind, stood);
        }
        return kind;
    }

    private void landed(Flight flight, boolean met) {
        share.changed();
        flight.tellEnd(met);
        share.checkEnd();
    }
}
