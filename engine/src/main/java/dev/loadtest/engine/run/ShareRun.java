package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Durations;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.share.CapturedValue;
import dev.loadtest.engine.share.CaseDraw;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker's share of one case: fires it, files every outcome, and knows when it has ended. Confined to the loop. */
final class ShareRun {
    private static final Kind[] KINDS = Kind.values();

    private final WorkerEngine engine;
    private final Case item;
    private final Phase phase;
    private final FireOrder order;
    private final CaseDraw draw;
    private final CaseDraw warmupDraw;
    private final MixRequest[] mix;
    private final @Nullable Tally[] tallies;
    private final TallySheet sheet = new TallySheet();
    private final long maxLatenessNanos;
    private final boolean anyTracked;
    private final Generator[] generators;
    private final FailureCounts failures = new FailureCounts();
    private final Map<String, Capturing> captured = new HashMap<>();
    private final SavedSamples samples;
    private ScheduleClock.@Nullable Alarm timeout;
    private int inFlight;
    private int trackedInFlight;
    private long startedNanos = -1;
    private long endedMicros = -1;
    private boolean closed;
    private boolean timedOut;
    private boolean stopped;
    /** The engine's count of changes when this share last changed. */
    private long changedAt;

    ShareRun(WorkerEngine engine, Case item, FireOrder order) {
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
        this.tallies = new Tally[mix.length * KINDS.length];
        this.maxLatenessNanos = phase.maxLateness().toNanos();
        this.anyTracked = !isNoneTracked(phase.tracking());
        this.generators = Generators.of(this, phase, draw, order).toArray(Generator[]::new);
    }

    private static boolean isNoneTracked(Tracking tracking) {
        return switch (tracking) {
            case Tracking.All all -> false;
            case Tracking.Count count -> count.tracked() == 0;
            case Tracking.Percent percent -> percent.percent() == 0;
        };
    }

    Case item() {
        return item;
    }

    ScheduleClock clock() {
        return engine.clock();
    }

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

    /** A request waited because of the plan's limit. */
    void paced() {
        engine.paced();
    }

    long changedAt() {
        return changedAt;
    }

    /** Its tallies; live, not a copy. */
    TallySheet sheet() {
        return sheet;
    }

    boolean ended() {
        return endedMicros >= 0;
    }

    boolean closed() {
        return closed;
    }

    /** Begins at an instant of schedule time. */
    void start(long scheduleNanos) {
        if (stopped) {
            return;
        }
        startedNanos = engine.loop().nanos();
        timeout = clock().at(scheduleNanos + phase.timeout().toNanos(), this::timeOut);
        long offset = 0;
        for (Generator generator : generators) {
            long begin = scheduleNanos + offset;
            if (offset == 0) {
                generator.start(begin);
            } else {
                clock().at(begin, () -> generator.start(begin));
            }
            offset += Generators.warmupNanos(phase.shape());
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
            timedOut = true;
            stop("caseTimeout");
        }
    }

    Kind kind(long k) {
        return draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
    }

    /** Sends request k, for which there is room. */
    Flight fire(Generator source, long k, Kind kind, long plannedNanos) {
        CaseDraw drawn = kind == Kind.UNSCORED && !source.decidesLate() ? warmupDraw : draw;
        int entry = drawn.entry(k);
        MixRequest of = mix[entry];
        PreparedRequest request = of.make(drawn, k);
        long now = engine.loop().nanos();
        Flight flight = new Flight(this, source, k, entry, kind, plannedNanos, now);
        inFlight++;
        if (kind == Kind.TRACKED) {
            trackedInFlight++;
        }
        engine.send(flight, of, request, isSampled(flight) ? SavedSamples.MAX_BYTES : of.bodyLimit(kind));
        if (!source.decidesLate()) {
            // Behind the sending, which must not wait for it.
            fileSent(flight, kind);
        }
        return flight;
    }

    private boolean isSampled(Flight flight) {
        return flight.k < phase.saveMax() && flight.kind != Kind.UNSCORED;
    }

    private void fileSent(Flight flight, Kind kind) {
        long held = engine.heldNanos(flight.plannedNanos, flight.sentNanos);
        long lateness = Math.max(0, flight.sentNanos - flight.plannedNanos - held);
        Tally tally = tally(flight.entry, kind);
        tally.addPlanned(1);
        tally.sent(engine.micros(flight.sentNanos), lateness, held, lateness > maxLatenessNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().sent(engine.micros(flight.sentNanos));
        }
        changed();
    }

    void notSent(long k, Kind kind, String reason) {
        Tally tally = tally(draw.entry(k), kind);
        tally.addPlanned(1);
        tally.notSent(reason, 1);
        changed();
    }

    void completed(Flight flight, Transport.Response response) {
        RequestTemplate template = mix[flight.entry].template;
        String complaint = engine.judge().complaint(template, response);
        boolean met = complaint == null;
        Kind kind = land(flight, met);
        long now = flight.endedNanos;
        long responseNanos = now - flight.plannedNanos;
        tally(flight.entry, kind)
                .completed(met, response.status(), engine.micros(now), responseNanos, now - flight.sentNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(engine.micros(now), !met, responseNanos);
        }
        if (kind == Kind.TRACKED) {
            // What comes after the end, at which the case's captures are taken, must not make them others.
            if (complaint == null && !ended()) {
                capture(flight, template, response);
            } else {
                failures.add(template.name() + ": " + complaint);
            }
        }
        if (isSampled(flight)) {
            samples.save(flight.k, draw.values(flight.k), template, response);
        }
        landed(flight, met);
    }

    void failed(Flight flight, ErrorCause cause, String detail) {
        Kind kind = land(flight, false);
        long now = engine.micros(flight.endedNanos);
        tally(flight.entry, kind).failed(cause.label(), now);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(now, true, -1);
        }
        lost(flight, kind, cause.label() + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }

    void timedOut(Flight flight) {
        Kind kind = land(flight, false);
        long now = flight.endedNanos;
        long responseNanos = now - flight.plannedNanos;
        tally(flight.entry, kind).timedOut(engine.micros(now), responseNanos, now - flight.sentNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(engine.micros(now), true, responseNanos);
        }
        RequestTemplate template = mix[flight.entry].template;
        lost(flight, kind, "no whole response within " + Durations.format(template.timeout()));
    }

    void unresolved(Flight flight) {
        Kind kind = land(flight, false);
        tally(flight.entry, kind).unresolved();
        lost(flight, kind, "still under way when the run ended");
    }

    /** What every end has in common, before it is filed: says of which kind the request turned out to be. */
    private Kind land(Flight flight, boolean met) {
        flight.endedNanos = engine.loop().nanos();
        inFlight--;
        if (flight.kind == Kind.TRACKED) {
            trackedInFlight--;
        }
        Kind kind = flight.source.decide(flight, met);
        if (flight.source.decidesLate()) {
            fileSent(flight, kind);
        }
        if (flight.connectNanos() >= 0) {
            tally(flight.entry, kind).connected(flight.connectNanos());
        }
        return kind;
    }

    private void lost(Flight flight, Kind kind, String why) {
        if (kind == Kind.TRACKED) {
            failures.add(mix[flight.entry].template.name() + ": " + why);
        }
        landed(flight, false);
    }

    private void landed(Flight flight, boolean met) {
        changed();
        flight.source.ended(flight, met);
        checkEnd();
    }

    private void capture(Flight flight, RequestTemplate template, Transport.Response response) {
        for (Capture capture : template.captures()) {
            engine.judge().read(capture, response).ifPresent(text -> captured.computeIfAbsent(
                            capture.name(), name -> new Capturing())
                    .add(flight.k, new CapturedValue(text, capture.sensitive())));
        }
    }

    private void saved() {
        changed();
        checkEnd();
    }

    private Tally tally(int entry, Kind kind) {
        int index = entry * KINDS.length + kind.ordinal();
        Tally tally = tallies[index];
        if (tally == null) {
            tally = sheet.tally(mix[entry].template.name(), kind);
            tallies[index] = tally;
        }
        return tally;
    }

    private void changed() {
        changedAt = engine.nextChange();
    }

    /** Sees whether the share has ended, or is closed. */
    void checkEnd() {
        if (startedNanos < 0) {
            return;
        }
        if (!ended() && (timedOut || hasEnded())) {
            endedMicros = engine.micros(engine.loop().nanos());
            if (timeout != null) {
                timeout.cancel();
            }
            sheet.pack();
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
            boolean owes = anyTracked ? generator.trackedUnsent() : generator.unsent();
            if (!generator.scheduleOver() && !stopped || owes) {
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
        Map<String, Capturing> copy = new HashMap<>();
        captured.forEach((name, values) -> copy.put(name, values.copy()));
        return copy;
    }

    ShareReport report() {
        return new ShareReport(
                order,
                startedNanos,
                endedMicros,
                closed,
                timedOut,
                sheet.copy(),
                failures.counts(),
                Arrays.stream(generators).mapToLong(Generator::tries).sum(),
                captured(),
                samples.all());
    }
}
