package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.run.capture.FailureCounts;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.check.Complaint;
import dev.loadtest.engine.run.check.Reading;
import dev.loadtest.engine.run.loop.LoopProbe;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CapturedValue;
import dev.loadtest.engine.share.CaseDraw;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes of every request and journey of one worker's share of one case. Confined to the loop. */
final class ShareBooks {
    private static final Kind[] KINDS = Kind.values();

    private final WorkerEngine engine;
    private final CaseDraw draw;
    private final Slots slots;
    private final long sendingsOfUnit;
    private final long maxLatenessNanos;
    private final @Nullable Tally[] tallies;
    /** Units: requests that are planned by themselves, and journeys. */
    private final TallySheet units = new TallySheet();
    /** The requests of journeys. */
    private final TallySheet steps = new TallySheet();

    private final ShareTimeline timeline;
    private final ShareExemplars exemplars;
    /** Null where requests are not logged. */
    private final @Nullable ShareLog log;

    private final ShareBlocks blocks;
    private final FailureCounts failures = new FailureCounts();
    private final Map<String, Capturing> captured = new HashMap<>();

    /** @param maxLatenessNanos lateness above which a request is filed as late */
    ShareBooks(WorkerEngine engine, Case item, CaseDraw draw, Slots slots, long maxLatenessNanos) {
        this(
                engine,
                draw,
                slots,
                new ShareExemplars(engine, item, draw, slots),
                new ShareTimeline(engine, item.phase(), slots),
                ShareLog.of(engine, item, slots),
                maxLatenessNanos);
    }

    private ShareBooks(
            WorkerEngine engine,
            CaseDraw draw,
            Slots slots,
            ShareExemplars exemplars,
            ShareTimeline timeline,
            @Nullable ShareLog log,
            long maxLatenessNanos) {
        this.engine = engine;
        this.draw = draw;
        this.timeline = timeline;
        this.slots = slots;
        this.exemplars = exemplars;
        this.log = log;
        this.blocks = new ShareBlocks(slots);
        this.sendingsOfUnit = slots.sendingsOfUnit();
        this.maxLatenessNanos = maxLatenessNanos;
        this.tallies = new Tally[slots.requests.length * KINDS.length];
    }

    /** Empty books of a journey that is a try: whether it is scored is known at its end only. */
    ShareBooks ofTry() {
        return new ShareBooks(
                engine,
                draw,
                slots,
                exemplars.ofTry(),
                timeline.ofTry(),
                log == null ? null : log.ofTry(),
                maxLatenessNanos);
    }

    /**
     * Adds the books of a try.
     *
     * @param kind unscored for a try that did not decide
     */
    void add(ShareBooks tried, Kind kind) {
        boolean decides = kind != Kind.UNSCORED;
        tried.units.forEachJourney((key, tally) ->
                units.journey(key.request(), decides ? key.kind() : kind).add(tally));
        tried.steps.forEach((key, tally) ->
                steps.tally(key.request(), decides ? key.kind() : kind).add(tally));
        if (log != null && tried.log != null) {
            log.add(tried.log, decides);
        }
        if (decides) {
            tried.failures.counts().forEach(failures::add);
            tried.captured.forEach(this::pool);
            exemplars.add(tried.exemplars);
            blocks.add(tried.blocks);
            tried.timeline.show();
        }
    }

    private void pool(String name, Capturing values) {
        into(name).addAll(values);
        values.kept().values().stream().filter(CapturedValue::sensitive).forEach(value -> engine.mask()
                .add(value.text()));
    }

    void sent(Flight flight, Kind kind) {
        long held = flight.heldNanos;
        long lateness = Math.max(0, flight.sentNanos - flight.plannedNanos - held);
        long at = engine.micros(flight.sentNanos);
        Tally tally = tally(flight.slot, kind);
        tally.addPlanned(flight.isPlanned ? 0 : 1);
        tally.sent(at, lateness, held, lateness > maxLatenessNanos);
        blocks.sent(flight, kind);
        timeline.sent(flight.slot, kind, at);
    }

    /** A standstill during the flight counts like a late send. */
    void stoodStill(Flight flight, Kind kind, long nanos) {
        boolean wasLate = flight.sentNanos - flight.plannedNanos - flight.heldNanos > maxLatenessNanos;
        if (!wasLate && nanos > Math.max(maxLatenessNanos, LoopProbe.STANDSTILL)) {
            tally(flight.slot, kind).readLate();
        }
    }

    /** Requests of a slot that are not filed as planned yet will not be sent. */
    void notSent(int slot, Kind kind, String reason, long requests) {
        notSent(tally(slot, kind), reason, requests);
    }

    /** Journeys will not be begun; their requests are filed by {@link #notSent(int, Kind, String, long)}. */
    void notBegun(String journey, Kind kind, String reason, long journeys) {
        notSent(units.journey(journey, kind), reason, journeys);
    }

    private static void notSent(Tally tally, String reason, long n) {
        tally.addPlanned(n);
        tally.notSent(reason, n);
    }

    /** A journey begins; all its requests are planned from now on. */
    void begun(JourneyRun journey) {
        Tally tally = tally(journey);
        tally.addPlanned(1);
        long at = engine.micros(journey.begunNanos());
        tally.sentUnseen(1, at);
        timeline.journeyBegan(journey, at);
        for (JourneyPlan.Step step : journey.plan().steps) {
            tally(step.slot(), journey.kind()).addPlanned(journey.planned(step));
        }
    }

    /** Planned requests of a journey that has ended will not be sent. */
    void rest(JourneyRun journey, JourneyPlan.Step step, String reason, long requests) {
        if (requests > 0) {
            tally(step.slot(), journey.kind()).notSent(reason, requests);
        }
    }

    void completed(JourneyRun journey) {
        long at = engine.micros(journey.endedNanos());
        long duration = journey.endedNanos() - journey.plannedNanos();
        tally(journey).finished(at, duration, journey.endedNanos() - journey.begunNanos());
        timeline.journeyEnded(journey, at, "", duration);
    }

    void failed(JourneyRun journey, JourneyPlan.Step step) {
        long at = engine.micros(journey.endedNanos());
        tally(journey).failed(step.of().request(), at);
        timeline.journeyEnded(journey, at, step.of().request(), -1);
    }

    void timedOut(JourneyRun journey) {
        long at = engine.micros(journey.endedNanos());
        long duration = journey.endedNanos() - journey.plannedNanos();
        tally(journey).timedOut(at, duration, journey.endedNanos() - journey.begunNanos());
        timeline.journeyEnded(journey, at, Timeline.TIMEOUT, duration);
    }

    void unresolved(JourneyRun journey) {
        tally(journey).unresolved();
    }

    /** A step cannot be sent, because nothing binds a name. */
    void unbound(JourneyRun journey, JourneyPlan.Step step, String name, String why) {
        if (journey.kind() == Kind.TRACKED) {
            failures.add(slots.labels[step.slot()] + ": ${" + name + "} was not captured"
                    + (why.isEmpty()
                            ? ""
                            : ": " + engine.mask(journey.secrets()).mask(why)));
        }
    }

    private Tally tally(JourneyRun journey) {
        return units.journey(journey.plan().name, journey.kind());
    }

    /** See {@link ShareExemplars#bodyLimit}. */
    int bodyLimit(Flight flight, int status, int limit) {
        return exemplars.bodyLimit(flight, status, limit);
    }

    /** What a request that has ended took besides its time. */
    void ended(Flight flight, Kind kind) {
        Tally tally = tally(flight.slot, kind);
        tally.carried(flight.bytesSent(), flight.bytesReceived());
        if (flight.connectNanos() >= 0) {
            tally.connected(flight.connectNanos());
            timeline.connected(flight.slot, kind, engine.micros(flight.endedNanos));
        }
    }

    /**
     * @param response as received
     * @param complaint why the response does not meet the expectation, null if it does
     */
    void completed(Flight flight, Kind kind, Transport.Response response, @Nullable Complaint complaint) {
        boolean met = complaint == null;
        long at = engine.micros(flight.endedNanos);
        long responseNanos = flight.endedNanos - flight.plannedNanos;
        Tally tally = tally(flight.slot, kind);
        tally.completed(met, response.status(), at, responseNanos, flight.endedNanos - flight.sentNanos);
        blocks.ended(flight, kind, !met);
        tally.firstByte(flight.firstByteNanos());
        timeline.ended(flight.slot, kind, at, met ? "" : Timeline.cause(response.status()), responseNanos);
        if (complaint != null && counts(flight, kind)) {
            add(flight, sentence(flight, complaint));
        }
        exemplars.completed(flight, kind, response, complaint == null ? null : () -> sentence(flight, complaint));
        log(flight, kind, met ? Outcome.SUCCEEDED : Outcome.UNEXPECTED, response.status(), "");
    }

    private void log(Flight flight, Kind kind, Outcome outcome, int status, String cause) {
        if (log != null) {
            log.ended(flight, kind, outcome, status, cause);
        }
    }

    private String sentence(Flight flight, Complaint complaint) {
        return complaint.sentence(text -> masked(flight, text));
    }

    void failed(Flight flight, Kind kind, ErrorCause cause, String detail) {
        long at = engine.micros(flight.endedNanos);
        tally(flight.slot, kind).failed(cause.label(), at);
        blocks.failed(flight, kind);
        timeline.ended(flight.slot, kind, at, cause.label(), -1);
        lost(flight, kind, cause.label() + (detail.isEmpty() ? "" : " (" + detail + ")"));
        exemplars.failed(flight, kind, cause.label(), detail);
        log(flight, kind, Outcome.ERROR, 0, cause.label());
    }

    void timedOut(Flight flight, Kind kind) {
        long at = engine.micros(flight.endedNanos);
        long responseNanos = flight.endedNanos - flight.plannedNanos;
        Tally tally = tally(flight.slot, kind);
        tally.timedOut(at, responseNanos, flight.endedNanos - flight.sentNanos);
        blocks.ended(flight, kind, true);
        tally.firstByte(flight.firstByteNanos());
        timeline.ended(flight.slot, kind, at, Timeline.TIMEOUT, responseNanos);
        String why = "no whole response within " + Durations.format(slots.requests[flight.slot].template.timeout());
        lost(flight, kind, why);
        exemplars.timedOut(flight, kind, why);
        log(flight, kind, Outcome.TIMEOUT, 0, "");
    }

    void unresolved(Flight flight, Kind kind) {
        tally(flight.slot, kind).unresolved();
        blocks.failed(flight, kind);
        String why = "still under way when the run ended";
        lost(flight, kind, why);
        exemplars.unresolved(flight, kind, why);
        log(flight, kind, Outcome.UNRESOLVED, 0, "");
    }

    private void lost(Flight flight, Kind kind, String why) {
        if (counts(flight, kind)) {
            add(flight, masked(flight, why));
        }
    }

    /** Whether the failure of a request is a reason of its case. */
    private static boolean counts(Flight flight, Kind kind) {
        JourneyRun journey = flight.journey;
        return kind == Kind.TRACKED && (journey == null || journey.endsOnFailure());
    }

    private String masked(Flight flight, String text) {
        return mask(flight).mask(text);
    }

    /** Knows the secrets of the run, and those of the request's unit. */
    SecretMask mask(Flight flight) {
        JourneyRun journey = flight.journey;
        return engine.mask(journey == null ? draw.secrets(flight.k) : journey.secrets());
    }

    private void add(Flight flight, String why) {
        failures.add(slots.labels[flight.slot] + ": " + why);
    }

    /**
     * Stores captures for later steps of its journey and for later phases.
     *
     * @param pooled whether later phases draw from it
     */
    void capture(Flight flight, Transport.Response response, boolean pooled) {
        JourneyRun journey = flight.journey;
        SecretMask mask = engine.mask(journey == null ? draw.secrets(flight.k) : journey.rowSecrets());
        MixRequest of = slots.requests[flight.slot];
        for (Capture capture : of.template.captures()) {
            switch (of.check.read(capture, response)) {
                case Reading.Value found -> {
                    // A body that contains a secret is sensitive, also if the manifest does not mark it.
                    boolean sensitive = capture.sensitive() || mask.isIn(found.text());
                    CapturedValue value = new CapturedValue(found.text(), sensitive);
                    if (pooled) {
                        pool(capture, order(flight), value);
                    }
                    if (journey != null) {
                        journey.captured(capture.name(), value);
                    }
                }
                case Reading.Nothing nothing -> {
                    String why = mask.mask(nothing.why());
                    if (pooled) {
                        into(capture.name()).missed(why);
                    }
                    if (journey != null) {
                        journey.missed(capture.name(), why);
                    }
                }
            }
        }
    }

    /** Values that the pool drops are not masked for the whole run, so that the mask is bounded as the pool is. */
    private void pool(Capture capture, long order, CapturedValue value) {
        Capturing into = into(capture.name());
        into.add(order, value);
        if (capture.sensitive() && order < into.end() && !timeline.isOfTry()) {
            engine.mask().add(value.text());
        }
    }

    private Capturing into(String name) {
        return captured.computeIfAbsent(name, any -> new Capturing());
    }

    /** The place of a request among all that the case's units send: by unit, then by its place in the journey. */
    long order(Flight flight) {
        return flight.k * sendingsOfUnit + flight.step;
    }

    private Tally tally(int slot, Kind kind) {
        int index = slot * KINDS.length + kind.ordinal();
        Tally tally = tallies[index];
        if (tally == null) {
            TallySheet sheet = slot < slots.steps ? units : steps;
            tally = sheet.tally(slots.requests[slot].template.name(), kind);
            tallies[index] = tally;
        }
        return tally;
    }

    /** Its tallies; live, not a copy, where no unit is a journey. */
    TallySheet sheet() {
        return slots.haveSteps() ? copy() : units;
    }

    /** A copy of its tallies. */
    TallySheet copy() {
        TallySheet all = units.copy();
        all.add(steps);
        return all;
    }

    /** Its blocks; a copy. */
    BlockSheet blocks() {
        return blocks.copy();
    }

    UnitCounts units() {
        return UnitCounts.of(units);
    }

    /** Goes over to the small form, once the share has ended; what comes late is still counted. */
    void pack() {
        units.pack();
        steps.pack();
    }

    /** Reasons of failed tracked requests, by sentence; live, not a copy. */
    Map<String, Long> failures() {
        return failures.counts();
    }

    /** Captures so far, by name; a copy. */
    Map<String, Capturing> captured() {
        Map<String, Capturing> copy = new HashMap<>();
        captured.forEach((name, values) -> copy.put(name, values.copy()));
        return copy;
    }
}
