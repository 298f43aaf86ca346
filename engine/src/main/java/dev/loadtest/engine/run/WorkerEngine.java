package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockLimits;
import dev.loadtest.engine.result.exemplar.ExemplarLimits;
import dev.loadtest.engine.result.exemplar.Exemplars;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import dev.loadtest.engine.rows.Rows;
import dev.loadtest.engine.run.capture.CaptureKeep;
import dev.loadtest.engine.run.capture.HeldCaptures;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.log.RequestLog;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.run.request.Credentials;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Transports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker's part of one run. Every command acts once, however often it is sent. Methods and callbacks run on the
 * worker's loop.
 */
public final class WorkerEngine {
    private final LoadPlan plan;
    private final GuardedLoop loop;
    private final Transports transports;
    private final Routes routes;
    private final MixRequests requests;
    private final Samples samples;
    private final SecretMask mask = new SecretMask();
    private final Rows rows;
    private final Supplier<HostHealth> health;
    private final ScheduleClock clock;
    private final Delays delays;
    private final SendLimit limit;
    private final long originNanos;
    private final Map<String, Case> cases = new HashMap<>();
    private final Map<String, ShareRun> shares = new LinkedHashMap<>();
    private final Turns turns = new Turns(shares.values());
    private final TimelineSeries series;
    private final Timeline timeline;
    private final CaptureKeep captures = new CaptureKeep();
    private final Tracing tracing;
    private final int blocks;
    private final ExemplarLimits exemplarLimits;
    private final Exemplars exemplars;
    private Runnable onEnded = () -> {};
    private Runnable onClosed = () -> {};
    private Consumer<Throwable> onBroken = defect -> {};
    private FirstExchanges shown = FirstExchanges.NONE;
    private @Nullable RequestLog requestLog;
    private long originMicros;
    private long changes;
    private long paced;
    private @Nullable String stopped;
    /** Sums of forgotten cases, so that totals never shrink. */
    private final TallySheet forgotten = new TallySheet();

    private final Set<String> forgottenCases = new HashSet<>();
    private boolean finished;
    private boolean broken;

    /** @param originNanos start of run time, in the loop's time */
    public WorkerEngine(
            LoadPlan plan,
            Loop loop,
            long originNanos,
            Transports transports,
            Resources resources,
            BodyReaders readers,
            Samples samples,
            Supplier<HostHealth> health) {
        this.plan = plan;
        this.loop = new GuardedLoop(loop, this::broke);
        this.originNanos = originNanos;
        this.routes = new Routes(plan, transports, resources);
        this.samples = samples;
        this.health = health;
        this.clock = new ScheduleClock(this.loop);
        this.delays = new Delays(plan, this.loop, originNanos, this::micros, shares.values());
        this.requests = new MixRequests(plan, routes, readers, this.loop, delays.probe());
        this.rows = resources.rows();
        maskHeaders(resources);
        resources.maskedTexts().forEach(mask::add);
        transports.onCredentials(mask::addPassing);
        this.transports = transports;
        this.tracing = new Tracing(plan.trace());
        this.blocks = BlockLimits.blocks(plan);
        this.exemplarLimits = ExemplarLimits.of(plan);
        this.exemplars = new Exemplars(exemplarLimits);
        this.series = TimelineSeries.of(plan);
        this.timeline = new Timeline(series.keys().size());
        this.limit = new SendLimit(this.loop, plan.maxRequestsPerSecond() / plan.parallelism(), this::pumpAll);
        Cases.of(plan).selected().forEach(item -> cases.put(item.id(), item));
        Runnable pump = this::pumpAll;
        routes.all().forEach(route -> route.transport.onAvailable(() -> this.loop.run(pump)));
        if (plan.journeys().stream().anyMatch(Journey::cookies)) {
            CookieJar.prepare();
        }
        delays.start();
    }

    private void maskHeaders(Resources resources) {
        plan.targets().all().forEach(target -> {
            if (target.auth() instanceof Auth.Basic basic) {
                mask.add(resources.secret(basic.password()));
                mask.add(Credentials.basic(basic, resources));
            }
        });
        Stream.concat(
                        plan.targets().all().map(Target::headers),
                        plan.requests().stream().map(RequestTemplate::headers))
                .flatMap(Collection::stream)
                .forEach(header -> {
                    if (header.value() instanceof Header.FromSecret secret) {
                        mask.add(resources.secret(secret.ref()));
                    }
                });
    }

    /** Sets the callback for the end of a share, which its case waits for. */
    public void onEnded(Runnable listener) {
        onEnded = listener;
    }

    /** Sets the callback for the closing of a share. */
    public void onClosed(Runnable listener) {
        onClosed = listener;
    }

    /**
     * Sets the callback for the first defect of this engine, which then sends nothing more; its books may not close.
     */
    public void onBroken(Consumer<Throwable> listener) {
        onBroken = listener;
    }

    /** Shows the first requests of the run; to be called before the first share. */
    public void show(FirstExchanges exchanges) {
        shown = exchanges;
    }

    /** Logs every request as it ends; to be called before the first share. */
    public void log(RequestLog log) {
        requestLog = log;
        // Once: instants of a log keep their distances even if the wall clock is set meanwhile.
        originMicros = loop.epochMicros() - (loop.nanos() - originNanos) / 1_000;
    }

    /** A task, a command or an outcome threw: the engine's state is unreliable. */
    public void broke(Throwable defect) {
        if (broken) {
            return;
        }
        broken = true;
        stopped = stopped == null ? "defect" : stopped;
        for (ShareRun share : List.copyOf(shares.values())) {
            try {
                share.stop(stopped);
            } catch (RuntimeException | Error another) {
                defect.addSuppressed(another);
            }
        }
        onBroken.accept(defect);
    }

    /**
     * Sends a share at its instant; no effect for a share that was sent before, forgotten or not.
     *
     * @throws IllegalArgumentException if the plan has no such case
     */
    public void fire(FireOrder order) {
        if (forgottenCases.contains(order.caseId())) {
            return;
        }
        Case item = cases.get(order.caseId());
        if (item == null) {
            throw new IllegalArgumentException("no case " + order.caseId());
        }
        if (shares.containsKey(order.caseId())) {
            return;
        }
        captures.given(item.variant(), order.captured(), mask);
        timeline.shareAmong(order.workers());
        long schedule = clock.toSchedule(order.startNanos());
        ShareRun share = new ShareRun(this, item, order, schedule);
        shares.put(order.caseId(), share);
        turns.changed();
        if (stopped != null) {
            share.stop(stopped);
            return;
        }
        clock.at(schedule, share::start);
    }

    /** Pauses the schedule's clock; requests in flight go on. */
    public void pause() {
        delays.look(loop.nanos());
        clock.pause();
    }

    /** Resumes it at an instant of the loop. */
    public void resumeAt(long loopNanos) {
        clock.resumeAt(loopNanos, this::pumpAll);
    }

    /** Stops sending. Unsent requests are filed under the reason; requests in flight go on. */
    public void stop(String reason) {
        if (stopped == null) {
            delays.look(loop.nanos());
            stopped = reason;
            shares.values().forEach(share -> share.stop(reason));
        }
    }

    /** Ends everything: held requests are filed as such, and requests in flight are unresolved. */
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        delays.look(loop.nanos());
        stopped = stopped == null ? "finished" : stopped;
        shares.values().forEach(share -> share.stop("held"));
        requests.abandonAll();
        delays.stop();
    }

    /** Drops cases that the coordinator has committed. */
    public void forget(List<String> caseIds) {
        for (String id : caseIds) {
            ShareRun share = shares.get(id);
            if (share != null && share.closed()) {
                forgotten.add(share.sheet());
                captures.captured(share.item(), share.captured());
                shares.remove(id);
                turns.changed();
                cases.remove(id);
                forgottenCases.add(id);
            }
        }
    }

    /** Captured values that reports no longer contain. */
    public HeldCaptures captured() {
        return captures.held();
    }

    /** Books of everything this worker has sent, by request and kind; a copy. */
    public TallySheet ledger() {
        TallySheet all = forgotten.copy();
        shares.values().forEach(share -> all.add(share.sheet()));
        return all;
    }

    /** The worst lag of its loop so far. */
    public long worstLagNanos() {
        return delays.worstLagNanos();
    }

    /** Revision of the newest change. */
    public long revision() {
        return changes;
    }

    /** Whether users have sent, or received an answer, since a revision. */
    public boolean usersChangedSince(long revision) {
        for (ShareRun share : shares.values()) {
            if (share.hasUsers() && share.changedAt() > revision) {
                return true;
            }
        }
        return false;
    }

    /**
     * Changes since a revision.
     *
     * @param second first second of the requested timeline
     */
    public WorkerReport report(long sinceRevision, long second) {
        List<ShareReport> changed = new ArrayList<>();
        for (ShareRun share : shares.values()) {
            if (share.changedAt() > sinceRevision) {
                changed.add(share.report());
            }
        }
        return new WorkerReport(
                changes,
                changed,
                timeline.copySince(second),
                delays.worstLagNanos(),
                delays.starvedSeconds(),
                paced + limit.postponed(),
                routes.resends(),
                transports.tokenRequests(),
                delays.faults(),
                health.get(),
                clock.state(),
                stopped == null ? "" : stopped,
                exemplars.since(sinceRevision));
    }

    public LoadPlan plan() {
        return plan;
    }

    public Loop loop() {
        return loop;
    }

    ScheduleClock clock() {
        return clock;
    }

    public SecretMask mask() {
        return mask;
    }

    /** The run's mask, which knows a unit's own secrets, too. */
    SecretMask mask(Collection<String> secrets) {
        return secrets.isEmpty() ? mask : new SecretMask(mask, secrets);
    }

    /** The rows of the plan's file sets. */
    Rows rows() {
        return rows;
    }

    Samples samples() {
        return samples;
    }

    Timeline timeline() {
        return timeline;
    }

    /** What the timeline shows separately. */
    TimelineSeries series() {
        return series;
    }

    /** Those of all shares, forgotten ones included. */
    Exemplars exemplars() {
        return exemplars;
    }

    @Nullable
    RequestLog requestLog() {
        return requestLog;
    }

    /** Start of run time, in microseconds since 1970; for a log. */
    long originMicros() {
        return originMicros;
    }

    /** Number of blocks of a phase in a variant; 0 for none. */
    int blocks() {
        return blocks;
    }

    Tracing tracing() {
        return tracing;
    }

    ExemplarLimits exemplarLimits() {
        return exemplarLimits;
    }

    SendLimit limit() {
        return limit;
    }

    /** A user waited for the plan's limit. */
    void paced() {
        paced++;
    }

    long nextChange() {
        return ++changes;
    }

    /** A share has ended. */
    void ended() {
        turns.changed();
        onEnded.run();
    }

    /** A share is closed. */
    void closed() {
        turns.changed();
        onClosed.run();
    }

    /** Run time in microseconds, of an instant of the loop. */
    long micros(long loopNanos) {
        return Math.max(0, (loopNanos - originNanos) / 1_000);
    }

    /** The generator's own delays. */
    Delays delays() {
        return delays;
    }

    /** What requests of one kind have in common. */
    MixRequests requests() {
        return requests;
    }

    /** Whether a request can be sent by a route now. */
    boolean hasRoom(Route route) {
        return route.hasConnection(loop.nanos()) && limit.allows();
    }

    /** Hands a request to its transport. */
    void send(Flight flight, MixRequest of, PreparedRequest request, int bodyLimit) {
        of.deadlines.add(flight);
        PreparedRequest traced = tracing.on(flight, request);
        int number = shown.take();
        if (number == 0) {
            flight.exchange(of.route.transport.send(traced, bodyLimit, flight));
        } else {
            ShownFlight listener = new ShownFlight(shown, number, flight, of);
            listener.show(traced);
            flight.exchange(of.route.transport.send(traced, Math.max(bodyLimit, ShownFlight.MAX_BODY), listener));
        }
        of.route.hasConnection(loop.nanos());
    }

    /** Sends due requests while there is room: first of running shares, then held ones of ended shares. */
    void pumpAll() {
        if (clock.paused()) {
            return;
        }
        turns.pump();
        routes.pumped();
    }
}
