package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Durations;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.run.capture.FailureCounts;
import dev.loadtest.engine.run.loop.LoopProbe;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Reading;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CapturedValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes of every request of one worker's share of one case. Confined to the loop. */
final class ShareBooks {
    private static final Kind[] KINDS = Kind.values();

    private final WorkerEngine engine;
    private final MixRequest[] mix;
    private final long maxLatenessNanos;
    private final @Nullable Tally[] tallies;
    private final TallySheet sheet = new TallySheet();
    private final FailureCounts failures = new FailureCounts();
    private final Map<String, Capturing> captured = new HashMap<>();

    /** @param maxLatenessNanos lateness above which a request is filed as late */
    ShareBooks(WorkerEngine engine, MixRequest[] mix, long maxLatenessNanos) {
        this.engine = engine;
        this.mix = mix;
        this.maxLatenessNanos = maxLatenessNanos;
        this.tallies = new Tally[mix.length * KINDS.length];
    }

    void sent(Flight flight, Kind kind) {
        long held = flight.heldNanos;
        long lateness = Math.max(0, flight.sentNanos - flight.plannedNanos - held);
        long at = engine.micros(flight.sentNanos);
        Tally tally = tally(flight.entry, kind);
        tally.addPlanned(1);
        tally.sent(at, lateness, held, lateness > maxLatenessNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().sent(at);
        }
    }

    /** A standstill during the flight counts like a late send. */
    void stoodStill(Flight flight, Kind kind, long nanos) {
        boolean wasLate = flight.sentNanos - flight.plannedNanos - flight.heldNanos > maxLatenessNanos;
        if (!wasLate && nanos > Math.max(maxLatenessNanos, LoopProbe.STANDSTILL)) {
            tally(flight.entry, kind).readLate();
        }
    }

    void notSent(int entry, Kind kind, String reason, long requests) {
        Tally tally = tally(entry, kind);
        tally.addPlanned(requests);
        tally.notSent(reason, requests);
    }

    void connected(Flight flight, Kind kind) {
        tally(flight.entry, kind).connected(flight.connectNanos());
    }

    /** @param complaint why the response does not meet the expectation, null if it does */
    void completed(Flight flight, Kind kind, Transport.Response response, @Nullable String complaint) {
        boolean met = complaint == null;
        long at = engine.micros(flight.endedNanos);
        long responseNanos = flight.endedNanos - flight.plannedNanos;
        tally(flight.entry, kind)
                .completed(met, response.status(), at, responseNanos, flight.endedNanos - flight.sentNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(at, !met, responseNanos);
        }
        if (complaint != null) {
            lost(flight, kind, complaint);
        }
    }

    void failed(Flight flight, Kind kind, ErrorCause cause, String detail) {
        long at = engine.micros(flight.endedNanos);
        tally(flight.entry, kind).failed(cause.label(), at);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(at, true, -1);
        }
        lost(flight, kind, cause.label() + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }

    void timedOut(Flight flight, Kind kind) {
        long at = engine.micros(flight.endedNanos);
        long responseNanos = flight.endedNanos - flight.plannedNanos;
        tally(flight.entry, kind).timedOut(at, responseNanos, flight.endedNanos - flight.sentNanos);
        if (kind != Kind.UNSCORED) {
            engine.timeline().ended(at, true, responseNanos);
        }
        lost(flight, kind, "no whole response within " + Durations.format(mix[flight.entry].template.timeout()));
    }

    void unresolved(Flight flight, Kind kind) {
        tally(flight.entry, kind).unresolved();
        lost(flight, kind, "still under way when the run ended");
    }

    private void lost(Flight flight, Kind kind, String why) {
        if (kind == Kind.TRACKED) {
            failures.add(
                    mix[flight.entry].template.name() + ": " + engine.mask().mask(why));
        }
    }

    /** Stores captures for later phases. */
    void capture(Flight flight, Transport.Response response) {
        for (Capture capture : mix[flight.entry].template.captures()) {
            Capturing into = captured.computeIfAbsent(capture.name(), name -> new Capturing());
            switch (engine.judge().read(capture, response)) {
                case Reading.Value found -> into.add(flight.k, value(capture, found.text()));
                case Reading.Nothing nothing -> into.missed(engine.mask().mask(nothing.why()));
            }
        }
    }

    /** A value that contains a secret is sensitive too, whatever the manifest declares. */
    private CapturedValue value(Capture capture, String text) {
        if (capture.sensitive()) {
            engine.mask().add(text);
        }
        return new CapturedValue(text, capture.sensitive() || engine.mask().isIn(text));
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

    /** Its tallies; live, not a copy. */
    TallySheet sheet() {
        return sheet;
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
