package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.JourneyDraw;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One worker's share of one case, from its instant until its books are closed: starts and stops its generators, and
 * determines its end. Confined to the loop.
 */
final class ShareRun {
    /** The notSent reason for what a case's timeout leaves unsent. */
    static final String CASE_TIMEOUT = "caseTimeout";

    private final WorkerEngine engine;
    private final Case item;
    private final Phase phase;
    private final FireOrder order;
    private final CaseDraw draw;
    private final CaseDraw warmupDraw;
    private final Slots slots;
    private final List<Route> routes;
    /** Null where no unit is a journey. */
    private final @Nullable Journeys journeys;

    private final ShareBooks books;
    private final ShareFlights flights;
    private final UnsentUnits unsent;
    private final boolean anyTracked;
    private final Generator[] generators;
    private final SavedSamples samples;
    private final long scheduleNanos;
    private ScheduleClock.@Nullable Alarm timeout;
    /** Lateness for a schedule of which nothing was sent, in nanoseconds; 0 if there is none. */
    private long missed;

    private long startedNanos = -1;
    private long endedMicros = -1;
    private boolean closed;
    private boolean timedOut;
    private boolean stopped;

    /** The engine's revision at the last change of this share. */
    private long changedAt;

    /** @param scheduleNanos its start in schedule time */
    ShareRun(WorkerEngine engine, Case item, FireOrder order, long scheduleNanos) {
        this.engine = engine;
        this.item = item;
        this.order = order.withoutCaptured();
        this.phase = engine.plan().phase(item.phase());
        this.samples = new SavedSamples(engine, item, this::saved);
        this.draw = CaseDraw.of(engine.plan(), item, order.captured(), engine.rows());
        this.warmupDraw = draw.warmup();
        this.slots = Slots.of(engine, item, phase, draw);
        this.routes = slots.routes();
        this.books =
                new ShareBooks(engine, item, draw, slots, phase.maxLateness().toNanos());
        this.flights = new ShareFlights(this, engine, phase, draw, slots, books, samples, scheduleNanos);
        this.unsent = new UnsentUnits(engine.loop(), draw, slots, books, this::changed, this::checkEnd);
        this.journeys = slots.haveSteps() ? new Journeys(this) : null;
        this.anyTracked = isAnyTracked(phase.tracking(), draw);
        this.generators = Generators.of(this, phase, draw, order).toArray(Generator[]::new);
        this.scheduleNanos = scheduleNanos;
        long offset = 0;
        for (Generator generator : generators) {
            generator.startNanos = scheduleNanos + offset;
            offset += Generators.warmupNanos(phase.shape());
        }
    }

    /** Whether the case, not only this share, has tracked requests; by chance it may have none. */
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

    /** Number of requests sent so far. */
    long fired() {
        return flights.fired();
    }

    ScheduleClock clock() {
        return engine.clock();
    }

    /** Whether a unit of any entry of its mix can be begun now. */
    boolean hasRoom() {
        for (Route route : routes) {
            if (!engine.hasRoom(route)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a request can be sent now: a connection is available, and the plan's limit allows it. */
    boolean hasRoom(Route route) {
        return engine.hasRoom(route);
    }

    /** The routes by which its units begin, each once. */
    List<Route> routes() {
        return routes;
    }

    /** The route by which unit k begins. */
    Route route(long k, boolean warmup) {
        return routes.size() == 1 ? routes.getFirst() : slots.route((warmup ? warmupDraw : draw).entry(k));
    }

    void pumpAll() {
        engine.pumpAll();
    }

    /**
     * Limit of this case's users, 0 for none: parallel cases of a phase share the plan's limit. What runs beside them may
     * need less than an equal part; the worker's own limit holds for all together.
     */
    double maxPerSecond() {
        return engine.plan().maxRequestsPerSecond() / phase.parallelCases();
    }

    /** A user waited for the plan's limit. */
    void paced() {
        engine.paced();
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

    /** Whether nothing more is begun. */
    boolean isStopped() {
        return stopped;
    }

    /** The loop's time. */
    long nanos() {
        return engine.loop().nanos();
    }

    /** The wall clock. */
    long epochMillis() {
        return TimeUnit.MICROSECONDS.toMillis(engine.loop().epochMicros());
    }

    ShareFlights flights() {
        return flights;
    }

    boolean ended() {
        return endedMicros >= 0;
    }

    boolean closed() {
        return closed;
    }

    /** Starts: its instant has come. */
    void start() {
        if (stopped) {
            return;
        }
        startedNanos = engine.loop().nanos();
        engine.delays().look(startedNanos);
        timeout = clock().at(scheduleNanos + phase.timeout().toNanos(), this::timeOut);
        for (Generator generator : generators) {
            if (generator.startNanos == scheduleNanos) {
                generator.start();
            } else {
                clock().at(generator.startNanos, () -> {
                    generator.start();
                    // It may be empty.
                    checkEnd();
                });
            }
        }
        changed();
        checkEnd();
    }

    void pump() {
        if (journeys != null) {
            journeys.pump();
        }
        for (Generator generator : generators) {
            generator.pump();
        }
    }

    /** Cancels the unsent requests. */
    void stop(String reason) {
        if (!stopped) {
            stopped = true;
            if (startedNanos < 0) {
                startedNanos = engine.loop().nanos();
            }
            for (Generator generator : generators) {
                generator.stop(reason);
            }
            if (journeys != null) {
                journeys.stop(reason);
            }
            changed();
            checkEnd();
        }
    }

    private void timeOut() {
        if (!ended()) {
            engine.delays().look(engine.loop().nanos());
            timedOut = true;
            stop(CASE_TIMEOUT);
        }
    }

    Kind kind(long k) {
        return draw.tracked(k) ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
    }

    /** The first tracked one of some requests; their end if there is none. */
    long nextTracked(Indices indices) {
        return draw.nextTracked(indices);
    }

    /**
     * Begins unit k; there must be room.
     *
     * @param dueNanos its planned instant in the loop's time
     */
    Begun fire(Generator source, long k, Kind kind, long dueNanos) {
        CaseDraw drawn = kind == Kind.UNSCORED && !source.decidesLate() ? warmupDraw : draw;
        int entry = drawn.entry(k);
        if (journeys != null) {
            JourneyPlan plan = slots.journeys[entry];
            JourneyDraw journey = drawn.journey(entry);
            if (plan != null && journey != null) {
                return journeys.begin(source, plan, journey, k, kind, dueNanos);
            }
        }
        return flights.fire(source, drawn, k, kind, dueNanos);
    }

    /** Sends the request of a journey's step, for which there is room. */
    Flight fire(JourneyRun journey, JourneyPlan.Step step, DrawnValues values) {
        return flights.fire(journey, step, values);
    }

    /**
     * A due request was not sent before its schedule was over.
     *
     * @param dueNanos in the loop's time
     */
    void missed(long dueNanos) {
        long now = engine.loop().nanos();
        if (fired() == 0 && now - dueNanos > flights.heldNanos(dueNanos, now)) {
            missed = Math.max(missed, now - dueNanos);
        }
    }

    /** Number of requests in flight, or due by an instant of the loop and not sent. */
    long owed(long loopNanos) {
        long owed = flights.inFlight();
        if (!stopped && !clock().paused()) {
            for (Generator generator : generators) {
                owed += generator.due(clock().now(loopNanos));
            }
            owed += journeys == null ? 0 : journeys.due(clock().now(loopNanos));
        }
        return owed;
    }

    /** Whether unit k finds no row, because each is taken once and all are. */
    boolean lacksRow(long k) {
        return draw.lacksRow(k);
    }

    /** Files a unit that finds no row. */
    void lacked(long k, Kind kind) {
        unsent.file(k, kind, CaseDraw.NO_ROW);
    }

    /** Files these units as notSent; the share ends once they are counted. */
    void notSent(Indices rest, String reason) {
        unsent.file(rest, null, reason);
    }

    /**
     * The same of units of which some were begun.
     *
     * @param from the first unit by a route that was not begun
     */
    void notSent(Indices rest, ToLongFunction<Route> from, String reason) {
        unsent.file(rest, slots.ofRoutes(from), reason);
    }

    private void saved() {
        changed();
        checkEnd();
    }

    /** Its books have changed, which the next report says. */
    void changed() {
        changedAt = engine.nextChange();
    }

    /** Checks whether the share has ended, or is closed. */
    void checkEnd() {
        if (startedNanos < 0 || unsent.areCounted()) {
            return;
        }
        if (!ended() && (timedOut || hasEnded())) {
            endedMicros = engine.micros(engine.loop().nanos());
            if (fired() == 0 && missed > 0) {
                engine.delays().sleptThrough(phase.name(), missed);
            }
            if (timeout != null) {
                timeout.cancel();
            }
            books.pack();
            changed();
            engine.ended();
        }
        if (!closed && ended() && flights.inFlight() == 0 && !samples.areUnderWay() && !anyUnsent()) {
            closed = true;
            changed();
            engine.closed();
        }
    }

    private boolean hasEnded() {
        if (flights.trackedInFlight() > 0 || journeys != null && journeys.anyTracked()) {
            return false;
        }
        if (!anyTracked && journeys != null && journeys.anyUnsent()) {
            return false;
        }
        for (Generator generator : generators) {
            if (!generator.scheduleOver() && !stopped) {
                return false;
            }
            // Checked last: among many requests the next tracked one has to be searched.
            if (anyTracked ? generator.trackedUnsent() : generator.unsent()) {
                return false;
            }
        }
        return true;
    }

    private boolean anyUnsent() {
        if (journeys != null && journeys.anyOpen()) {
            return true;
        }
        for (Generator generator : generators) {
            if (generator.unsent()) {
                return true;
            }
        }
        return false;
    }

    /** Captures so far, by name; a copy. */
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
                books.copy(),
                books.blocks(),
                books.units(),
                books.failures(),
                Arrays.stream(generators).mapToLong(Generator::tries).sum(),
                captured(),
                samples.all());
    }
}
