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
import dev.loadtest.engine.run.check.ResponseCheck;
import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.engine.run.health.FaultLog;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.log.RequestLog;
import dev.loadtest.engine.run.loop.GuardedLoop;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.LoopProbe;
import dev.loadtest.engine.run.loop.ScheduleClock;
import dev.loadtest.engine.run.request.Credentials;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.RequestMaker;
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
    /** A smaller fraction of a wait does not make its length doubtful; only a slow target causes waits this long. */
    private static final long NEGLIGIBLE_ONE_IN = 100;
    /**
     * A standstill of this length with due or pending requests invalidates the phase, however few they were: a second,
     * less the probe's period.
     */
    private static final long OUTAGE = 990_000_000;

    private final LoadPlan plan;
    private final GuardedLoop loop;
    private final Transports transports;
    private final Routes routes;
    private final BodyReaders readers;
    /** By name of the request. */
    private final Map<String, ResponseCheck> checks = new HashMap<>();

    private final Samples samples;
    private final SecretMask mask = new SecretMask();
    private final Rows rows;
    private final Supplier<HostHealth> health;
    private final ScheduleClock clock;
    private final LoopProbe probe;
    private final SendLimit limit;
    private final long originNanos;
    private final Map<String, Case> cases = new HashMap<>();
    private final Map<String, ShareRun> shares = new LinkedHashMap<>();
    private final Map<Long, DeadlineQueue> deadlines = new HashMap<>();
    private final TimelineSeries series;
    private final Timeline timeline;
    private final FaultLog faults = new FaultLog();
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
    private List<ShareRun> running = List.of();
    private List<ShareRun> ended = List.of();
    /** Whether the two lists match the current shares. */
    private boolean sorted = true;
    /**
     * Which of the running shares may send first: the one behind the last that sent. With a fixed order, one that has
     * requests waiting would take every freed connection, and those behind it would never send.
     */
    private int turn;

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
        this.readers = readers;
        this.samples = samples;
        this.health = health;
        this.clock = new ScheduleClock(this.loop);
        this.probe = new LoopProbe(this.loop, originNanos, this::stoodStill);
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
        probe.start();
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
        sorted = false;
        if (stopped != null) {
            share.stop(stopped);
            return;
        }
        clock.at(schedule, share::start);
    }

    /** Pauses the schedule's clock; requests in flight go on. */
    public void pause() {
        look(loop.nanos());
        clock.pause();
    }

    /** Resumes it at an instant of the loop. */
    public void resumeAt(long loopNanos) {
        clock.resumeAt(loopNanos, this::pumpAll);
    }

    /** Stops sending. Unsent requests are filed under the reason; requests in flight go on. */
    public void stop(String reason) {
        if (stopped == null) {
            look(loop.nanos());
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
        look(loop.nanos());
        stopped = stopped == null ? "finished" : stopped;
        shares.values().forEach(share -> share.stop("held"));
        deadlines.values().forEach(DeadlineQueue::abandonAll);
        probe.stop();
    }

    /** Drops cases that the coordinator has committed. */
    public void forget(List<String> caseIds) {
        for (String id : caseIds) {
            ShareRun share = shares.get(id);
            if (share != null && share.closed()) {
                forgotten.add(share.sheet());
                captures.captured(share.item(), share.captured());
                shares.remove(id);
                sorted = false;
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
        return probe.worstNanos();
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
                probe.worstNanos(),
                probe.starvedSeconds(),
                paced + limit.postponed(),
                routes.resends(),
                transports.tokenRequests(),
                faults.faults(),
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

    public void ended() {
        sorted = false;
        onEnded.run();
    }

    public void closed() {
        sorted = false;
        onClosed.run();
    }

    /** Run time in microseconds, of an instant of the loop. */
    long micros(long loopNanos) {
        return Math.max(0, (loopNanos - originNanos) / 1_000);
    }

    /** Whether a request can be sent by a route now. */
    boolean hasRoom(Route route) {
        return route.hasConnection(loop.nanos()) && limit.allows();
    }

    /** Held part of the wait from planned instant to sending, in nanoseconds. */
    long heldNanos(Route route, long plannedNanos, long sentNanos) {
        long from = route.heldFrom(plannedNanos, sentNanos);
        if (from >= sentNanos) {
            return 0;
        }
        long wait = Math.max(0, sentNanos - from);
        long lag = probe.lagNanos(from, sentNanos);
        return lag * NEGLIGIBLE_ONE_IN < wait ? wait : wait - lag;
    }

    /** Checks for a standstill before anything else. */
    public void look(long nowNanos) {
        probe.look(nowNanos);
    }

    /** Duration of standstills within an interval. */
    public long standstillNanos(long fromNanos, long toNanos) {
        return probe.standstillNanos(fromNanos, toNanos);
    }

    private void stoodStill(long fromNanos, long toNanos) {
        Map<String, Long> owed = new LinkedHashMap<>();
        shares.values().forEach(share -> owed.merge(share.item().phase(), share.owed(toNanos), Long::sum));
        owed.forEach((phase, requests) -> {
            long tolerated = Math.max(OUTAGE, plan.phase(phase).maxLateness().toNanos());
            if (requests > 0 && toNanos - fromNanos >= tolerated) {
                faults.stoodStill(phase, toNanos - fromNanos, micros(fromNanos), requests);
            }
        });
    }

    /** A share's schedule is over without a request sent, because the loop was late. */
    void sleptThrough(String phase, long lateNanos) {
        if (!faults.stoodStill(phase)) {
            faults.stoodStill(phase, lateNanos, micros(loop.nanos() - lateNanos), 1);
        }
    }

    /** A request failed by a limit of this machine. */
    void limitHit(String phase, String detail) {
        faults.limitHit(phase, detail);
    }

    /** Common parts of a share's requests of one name; requests with equal timeouts share a queue. */
    MixRequest mixRequest(String variant, String request, boolean alike) {
        RequestTemplate template = plan.request(request);
        Route route = routes.of(variant, template);
        RequestMaker maker =
                new RequestMaker(route.preparer, template, template.values().keySet());
        return new MixRequest(template, route, check(template), deadlines(template), maker, alike, false);
    }

    /**
     * The same of a journey's step.
     *
     * @param changing the names that the journey binds
     */
    MixRequest stepRequest(String variant, RequestTemplate template, Set<String> changing) {
        Route route = routes.of(variant, template);
        Set<String> names = new HashSet<>(template.values().keySet());
        names.addAll(changing);
        Set<String> used = template.names();
        route.preparer.target().headers().forEach(header -> used.addAll(header.names()));
        boolean alike = used.stream().noneMatch(names::contains);
        RequestMaker maker = new RequestMaker(route.preparer, template, names);
        return new MixRequest(template, route, check(template), deadlines(template), maker, alike, true);
    }

    private ResponseCheck check(RequestTemplate template) {
        return checks.computeIfAbsent(template.name(), name -> new ResponseCheck(template, readers));
    }

    private DeadlineQueue deadlines(RequestTemplate template) {
        return deadlines.computeIfAbsent(template.timeout().toNanos(), nanos -> new DeadlineQueue(loop, nanos, probe));
    }

    public void send(Flight flight, MixRequest of, PreparedRequest request, int bodyLimit) {
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
        if (!sorted) {
            sort();
        }
        pump();
        routes.pumped();
    }

    private void pump() {
        List<ShareRun> due = running;
        List<ShareRun> leftovers = ended;
        int first = turn;
        for (int i = 0; i < due.size(); i++) {
            int at = (first + i) % due.size();
            long before = due.get(at).fired();
            pump(due.get(at));
            if (due.get(at).fired() > before) {
                turn = at + 1;
            }
        }
        leftovers.forEach(WorkerEngine::pump);
    }

    private static void pump(ShareRun share) {
        share.pump();
        // A share without tracked requests ends with its last send.
        share.checkEnd();
    }

    /** Lists are replaced instead of changed, because pumping may end a share. */
    private void sort() {
        sorted = true;
        running = shares.values().stream().filter(share -> !share.ended()).toList();
        ended = shares.values().stream()
                .filter(share -> share.ended() && !share.closed())
                .toList();
    }
}
