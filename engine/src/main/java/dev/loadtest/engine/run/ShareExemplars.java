package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Candidate;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.Exemplar.Answer;
import dev.loadtest.engine.result.exemplar.Exemplar.End;
import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import dev.loadtest.engine.result.exemplar.ExemplarPick;
import dev.loadtest.engine.result.exemplar.Exemplars;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Picks the exemplars among the requests of one share. A request that is neither slow nor failed costs a comparison.
 * Confined to the loop.
 */
final class ShareExemplars {
    private final WorkerEngine engine;
    private final Case item;
    private final CaseDraw draw;
    private final Slots slots;
    private final Exemplars into;
    /** By slot; null before the first use. */
    private final @Nullable ExemplarPick[] picks;

    ShareExemplars(WorkerEngine engine, Case item, CaseDraw draw, Slots slots) {
        this(engine, item, draw, slots, engine.exemplars());
    }

    private ShareExemplars(WorkerEngine engine, Case item, CaseDraw draw, Slots slots, Exemplars into) {
        this.engine = engine;
        this.item = item;
        this.draw = draw;
        this.slots = slots;
        this.into = into;
        this.picks = new @Nullable ExemplarPick[slots.requests.length];
    }

    /** Those of a journey that is a try, of which is known at its end only whether it is scored. */
    ShareExemplars ofTry() {
        return new ShareExemplars(engine, item, draw, slots, new Exemplars(engine.exemplarLimits()));
    }

    /** Adds those of a try that decides. */
    void add(ShareExemplars tried) {
        into.addAll(tried.into.since(Long.MIN_VALUE), engine.nextChange());
    }

    /**
     * Number of body bytes to keep of a response whose head has come: more than its checks need if it may become an
     * exemplar.
     *
     * @param status 0 if not known
     */
    int bodyLimit(Flight flight, int status, int limit) {
        int most = engine.exemplarLimits().bytes();
        boolean more = limit < most && (status == 0 || mayFail(flight, status) && mayBeFirst(flight) || isSlow(flight));
        return more ? most : limit;
    }

    private boolean mayFail(Flight flight, int status) {
        Expectation expect = slots.requests[flight.slot].template.expect();
        return !expect.acceptsStatus(status) || !expect.headers().isEmpty();
    }

    /** Whether the response is among the slowest already, before its end, or nearly so: its body may take a moment. */
    private boolean isSlow(Flight flight) {
        long micros = (engine.loop().nanos() - flight.plannedNanos) / 1_000;
        return pick(flight).mayBeSlow(micros + micros / 8 + 1_000);
    }

    /**
     * @param response as received
     * @param reason why it does not meet its expectation; null if it does
     */
    void completed(Flight flight, Kind kind, Transport.Response response, @Nullable Supplier<String> reason) {
        if (kind == Kind.UNSCORED || !mayBeSlow(flight) && (reason == null || !mayBeFirst(flight))) {
            return;
        }
        MixRequest of = slots.requests[flight.slot];
        if (reason == null) {
            End end = new End(Outcome.SUCCEEDED, response.status(), "", "");
            add(flight, kind, end, mask -> excerpt(of, mask, response));
        } else {
            String found = AnswerExcerpt.cut(expected(of, response, reason));
            End end = new End(Outcome.UNEXPECTED, response.status(), "", found);
            add(flight, kind, end, mask -> excerpt(of, mask, response));
        }
    }

    private Answer excerpt(MixRequest of, SecretMask mask, Transport.Response response) {
        return new AnswerExcerpt(of, mask, engine.exemplarLimits().bytes()).of(response);
    }

    private static String expected(MixRequest of, Transport.Response response, Supplier<String> reason) {
        Expectation expect = of.template.expect();
        if (expect.acceptsStatus(response.status())) {
            return reason.get();
        }
        String ranges =
                expect.status().stream().map(Expectation.StatusRange::toString).collect(Collectors.joining(" or "));
        return "expected status " + ranges + ", found " + response.status();
    }

    /** @param detail unmasked */
    void failed(Flight flight, Kind kind, String cause, String detail) {
        if (kind != Kind.UNSCORED && mayBeFirst(flight)) {
            SecretMask mask = engine.mask(secrets(flight));
            String reason = AnswerExcerpt.cut(mask.mask(detail));
            add(flight, kind, new End(Outcome.ERROR, 0, cause, reason), any -> Answer.NONE);
        }
    }

    void timedOut(Flight flight, Kind kind, String reason) {
        if (kind != Kind.UNSCORED && (mayBeFirst(flight) || mayBeSlow(flight))) {
            add(flight, kind, new End(Outcome.TIMEOUT, 0, "", reason), any -> Answer.NONE);
        }
    }

    void unresolved(Flight flight, Kind kind, String reason) {
        if (kind != Kind.UNSCORED && mayBeFirst(flight)) {
            add(flight, kind, new End(Outcome.UNRESOLVED, 0, "", reason), any -> Answer.NONE);
        }
    }

    /** @param answer of the mask; called when the exemplar is read, if it still is one then */
    private void add(Flight flight, Kind kind, End end, Function<SecretMask, Answer> answer) {
        Place place = new Place(
                flight.k,
                flight.step,
                flight.attempt,
                slots.requests[flight.slot].template.name(),
                kind,
                engine.tracing().id(flight));
        Exemplar.Times times = times(flight);
        JourneyRun journey = flight.journey;
        Supplier<Exemplar> source;
        if (journey == null) {
            // A reference to the flight would keep the books of its share in memory.
            source = () -> make(place, "", draw.values(place.k), draw.secrets(place.k), times, end, answer);
        } else {
            // Copied: the journey captures more values later.
            Exemplar made = make(place, journey.plan().name, journey.values(), journey.secrets(), times, end, answer);
            source = () -> made;
        }
        pick(flight)
                .add(
                        new Candidate(item.id(), place.k, place.step, place.attempt, end.outcome(), times, source),
                        engine.nextChange());
    }

    private record Place(long k, long step, long attempt, String request, Kind kind, String traceId) {}

    private Exemplar make(
            Place place,
            String journey,
            DrawnValues values,
            Set<String> secrets,
            Exemplar.Times times,
            End end,
            Function<SecretMask, Answer> answer) {
        SecretMask mask = engine.mask(secrets);
        Map<String, String> drawn = new HashMap<>();
        values.drawn().forEach((name, value) -> drawn.put(name, AnswerExcerpt.cut(mask.mask(value))));
        Exemplar.Sent sent = new Exemplar.Sent(
                item.phase(),
                item.id(),
                place.k,
                journey,
                place.step,
                place.attempt,
                place.request,
                place.kind,
                drawn,
                place.traceId);
        return new Exemplar(sent, times, end, answer.apply(mask));
    }

    private Exemplar.Times times(Flight flight) {
        long late = Math.max(0, flight.sentNanos - flight.plannedNanos - flight.heldNanos);
        return new Exemplar.Times(
                engine.micros(flight.plannedNanos),
                late / 1_000,
                flight.heldNanos / 1_000,
                flight.connectNanos() < 0 ? -1 : flight.connectNanos() / 1_000,
                flight.firstByteNanos() / 1_000,
                (flight.endedNanos - flight.sentNanos) / 1_000,
                (flight.endedNanos - flight.plannedNanos) / 1_000);
    }

    private Set<String> secrets(Flight flight) {
        JourneyRun journey = flight.journey;
        return journey == null ? draw.secrets(flight.k) : journey.secrets();
    }

    private boolean mayBeSlow(Flight flight) {
        return pick(flight).mayBeSlow((flight.endedNanos - flight.plannedNanos) / 1_000);
    }

    private boolean mayBeFirst(Flight flight) {
        return pick(flight).mayBeFirst(engine.micros(flight.plannedNanos));
    }

    private ExemplarPick pick(Flight flight) {
        ExemplarPick pick = picks[flight.slot];
        if (pick == null) {
            pick = into.pick(item.phase(), slots.requests[flight.slot].template.name());
            picks[flight.slot] = pick;
        }
        return pick;
    }
}
