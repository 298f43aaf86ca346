package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import dev.loadtest.engine.run.log.LoggedRequest;
import dev.loadtest.engine.run.log.RequestLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs the requests of one share as they end. Confined to the loop. */
final class ShareLog {
    private final WorkerEngine engine;
    private final RequestLog log;
    private final Case item;
    private final Slots slots;
    /** Requests of a journey that is a try; null if their kind is known at once. */
    private final @Nullable List<LoggedRequest> held;

    private ShareLog(WorkerEngine engine, RequestLog log, Case item, Slots slots, @Nullable List<LoggedRequest> held) {
        this.engine = engine;
        this.log = log;
        this.item = item;
        this.slots = slots;
        this.held = held;
    }

    /** Null where nothing is logged. */
    static @Nullable ShareLog of(WorkerEngine engine, Case item, Slots slots) {
        RequestLog log = engine.requestLog();
        return log == null ? null : new ShareLog(engine, log, item, slots, null);
    }

    /** The log of a journey that is a try: only its end tells whether its requests are scored. */
    ShareLog ofTry() {
        return new ShareLog(engine, log, item, slots, new ArrayList<>());
    }

    /** Logs the requests of a try that has ended. */
    void add(ShareLog tried, boolean decides) {
        if (tried.held != null) {
            tried.held.forEach(request -> log.add(decides ? request : request.withKind(Kind.UNSCORED)));
        }
    }

    /**
     * A request has ended.
     *
     * @param status of the response; 0 without one
     * @param cause of an error; empty for other outcomes
     */
    void ended(Flight flight, Kind kind, Outcome outcome, int status, String cause) {
        if (!log.takes(flight.k)) {
            return;
        }
        LoggedRequest request = new LoggedRequest(
                place(flight),
                kind,
                times(flight),
                outcome,
                status,
                cause,
                engine.tracing().id(flight));
        if (held == null) {
            log.add(request);
        } else {
            held.add(request);
        }
    }

    private LoggedRequest.Place place(Flight flight) {
        JourneyRun journey = flight.journey;
        return new LoggedRequest.Place(
                item.id(),
                item.phase(),
                slots.requests[flight.slot].template.name(),
                flight.k,
                journey == null ? "" : journey.plan().name,
                flight.step,
                flight.attempt);
    }

    private LoggedRequest.Times times(Flight flight) {
        return new LoggedRequest.Times(
                engine.originMicros(),
                engine.micros(flight.plannedNanos),
                engine.micros(flight.sentNanos),
                engine.micros(flight.endedNanos),
                flight.heldNanos / 1_000,
                flight.firstByteNanos() / 1_000,
                (flight.endedNanos - flight.sentNanos) / 1_000,
                (flight.endedNanos - flight.plannedNanos) / 1_000);
    }
}
