package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.engine.share.CapturedValue;
import dev.loadtest.engine.share.DrawnValues;
import dev.loadtest.engine.share.JourneyDraw;
import dev.loadtest.engine.share.JourneyValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One journey under way: sends its steps one after the other, each at the end of the one before plus its pause. Its planned
 * requests are filed at its begin; what a failed step, or the end of the case, leaves of them is filed as notSent. Confined
 * to the loop.
 */
final class JourneyRun implements Begun, Comparable<JourneyRun> {
    private final Journeys all;
    private final Generator source;
    private final JourneyPlan plan;
    private final JourneyDraw draw;
    private final long k;
    private final JourneyValues bound;
    private final Kind kind;
    private final long number;
    private long plannedNanos;
    private long begunNanos;
    private long endedNanos;
    private int user = -1;
    /** Why responses brought no value, by name. */
    private Map<String, String> missed = Map.of();
    /** The step that is sent or waited for, which of its times, and how many times it has. */
    private int step = -1;

    private int time;
    private int times;
    private long dueNanos;
    /** Of the step's until: the instant of the first try, in schedule time, and how many have begun. */
    private long firstTryNanos;

    private long tries;
    private @Nullable DrawnValues values;
    private @Nullable CookieJar cookies;
    private boolean beginning;
    private boolean sending;
    private boolean lastSent;
    private boolean over;

    /** @param number counts the share's journeys: of those due at one instant the earlier goes first */
    JourneyRun(
            Journeys all,
            Generator source,
            JourneyPlan plan,
            JourneyDraw draw,
            long k,
            Kind kind,
            long number,
            long plannedNanos,
            long begunNanos) {
        this.all = all;
        this.source = source;
        this.plan = plan;
        this.draw = draw;
        this.k = k;
        this.bound = draw.journey(k);
        this.kind = kind;
        this.number = number;
        this.plannedNanos = plannedNanos;
        this.begunNanos = begunNanos;
    }

    /** Whether its first request is being sent at its begin. */
    boolean isBeginning() {
        return beginning;
    }

    /** Whether it is to send more than what is under way. */
    boolean isUnsent() {
        return !lastSent;
    }

    long k() {
        return k;
    }

    @Override
    public long plannedNanos() {
        return plannedNanos;
    }

    @Override
    public long begunNanos() {
        return begunNanos;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int user() {
        return user;
    }

    @Override
    public void user(int number) {
        user = number;
    }

    JourneyPlan plan() {
        return plan;
    }

    Generator source() {
        return source;
    }

    /** The route of its next step. */
    Route route() {
        return current().request().route;
    }

    /** When its next step is due, in schedule time. */
    long dueNanos() {
        return dueNanos;
    }

    /** How often a step's request is planned in it. */
    long planned(JourneyPlan.Step of) {
        return draw.times(k, of.index());
    }

    /** @param scheduleNanos the instant that the schedule names for it */
    void begin(long scheduleNanos) {
        nextStep();
        beginning = true;
        plan(scheduleNanos);
        beginning = false;
    }

    /** Goes to the next step that happens. */
    private void nextStep() {
        time = 0;
        do {
            step++;
            times = step < plan.steps.size() ? draw.times(k, step) : 0;
        } while (times == 0 && step < plan.steps.size());
    }

    /** Plans the next sending at the end of the one before plus its pause. */
    private void plan(long scheduleNanos) {
        dueNanos = scheduleNanos + draw.thinkNanos(k, step, time);
        firstTryNanos = dueNanos;
        tries = 0;
        all.send(this);
    }

    private JourneyPlan.Step current() {
        return plan.steps.get(step);
    }

    /** Sends what is due, for which there is room. */
    void send() {
        JourneyPlan.Step current = current();
        for (String name : current.needs()) {
            if (!bound.hasCaptured(name)) {
                all.books().unbound(this, current, name, missed.getOrDefault(name, ""));
                fail(all.nanos());
                return;
            }
        }
        DrawnValues drawn = draw.values(bound, step, time, tries);
        values = drawn;
        sending = true;
        tries++;
        Flight flight = all.fire(this, current, drawn);
        if (!lastSent && current.of().until() == null && isLast()) {
            lastSent = true;
            all.lastSent();
        }
        if (beginning) {
            plannedNanos = flight.plannedNanos;
            begunNanos = flight.sentNanos;
        }
    }

    /** Its cookies. */
    CookieJar cookies() {
        CookieJar jar = cookies;
        if (jar == null) {
            jar = new CookieJar(all::epochMillis);
            cookies = jar;
        }
        return jar;
    }

    /** What the names bound to in the request that ended last. */
    DrawnValues values() {
        DrawnValues last = values;
        if (last == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        return last;
    }

    /** Which of the journey's sendings the last one is, in a journey in which every step happens. */
    long position() {
        return current().position() + time;
    }

    /** Which try of its step's until the last one is, from 0. */
    long attempt() {
        return tries - 1;
    }

    void captured(String name, CapturedValue value) {
        bound.capture(name, value);
    }

    void missed(String name, String why) {
        if (missed.isEmpty()) {
            missed = new HashMap<>();
        }
        missed.put(name, why);
    }

    /** What this journey captured as sensitive, and its sensitive rows, as far as the run's mask may not know it. */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>(rowSecrets());
        secrets.addAll(bound.sensitive());
        return secrets;
    }

    /** Its sensitive rows, and those of the step that was sent last, that the run's mask does not know. */
    Set<String> rowSecrets() {
        if (!draw.isSensitive()) {
            return Set.of();
        }
        DrawnValues last = values;
        return last == null ? bound.secrets() : last.secrets();
    }

    /** Whether what is sent now may be a try that does not decide. */
    boolean decidesLate() {
        return current().of().until() != null;
    }

    /** Whether a failure of the current step ends the journey. */
    boolean endsOnFailure() {
        return current().of().onFailure() == Journey.OnFailure.END;
    }

    /** Of what kind the try that has just ended is. */
    Kind decide(Flight flight, boolean met) {
        Journey.Until until = current().of().until();
        boolean decides = until == null
                || met
                || over
                || all.areStopped()
                || all.clock().now() + until.interval().toNanos() - firstTryNanos
                        > until.timeout().toNanos();
        flight.isPlanned = decides;
        return decides ? kind : Kind.UNSCORED;
    }

    /** The request that it sent has ended. */
    void landed(Flight flight, boolean met) {
        sending = false;
        if (over) {
            return;
        }
        long now = all.clock().now(flight.endedNanos);
        Journey.Until until = current().of().until();
        if (!flight.isPlanned && until != null) {
            dueNanos = now + until.interval().toNanos();
            all.send(this);
        } else if (!met && endsOnFailure()) {
            time++;
            fail(flight.endedNanos);
        } else {
            goOn(flight.endedNanos, now);
        }
    }

    /** The request that it sent was given up, because the run is over. */
    void abandoned(Flight flight) {
        sending = false;
        if (!over) {
            endedNanos = flight.endedNanos;
            time++;
            leaveRest("held");
            all.books().unresolved(this);
            end(false);
        }
    }

    private void goOn(long loopNanos, long scheduleNanos) {
        time++;
        if (time == times) {
            nextStep();
        }
        if (step < plan.steps.size()) {
            plan(scheduleNanos);
        } else {
            endedNanos = loopNanos;
            all.books().completed(this);
            end(true);
        }
    }

    private void fail(long loopNanos) {
        endedNanos = loopNanos;
        leaveRest("journeyEnded");
        all.books().failed(this, current());
        end(false);
    }

    /** The case sends nothing more: what is under way goes on, and decides where it is the last of the journey. */
    void stop(String reason) {
        boolean timedOut = reason.equals(ShareRun.CASE_TIMEOUT);
        if (sending) {
            time++;
        }
        if (sending && !timedOut && rest() == 0) {
            time--;
            return;
        }
        endedNanos = all.nanos();
        leaveRest(reason);
        if (timedOut) {
            all.books().timedOut(this);
        } else {
            all.books().unresolved(this);
        }
        end(false);
    }

    private void end(boolean met) {
        over = true;
        if (source.decidesLate()) {
            all.decided(source.decide(this, met));
        }
        all.ended(this);
        all.changed();
        source.ended(this, met);
    }

    /** Whether nothing is planned behind what is sent now. */
    private boolean isLast() {
        boolean last = time + 1 == times;
        for (int later = step + 1; last && later < plan.steps.size(); later++) {
            last = draw.times(k, later) == 0;
        }
        return last;
    }

    /** How many of its planned requests are not sent. */
    private long rest() {
        long rest = times - time;
        for (int later = step + 1; later < plan.steps.size(); later++) {
            rest += draw.times(k, later);
        }
        return rest;
    }

    private void leaveRest(String reason) {
        all.books().rest(this, current(), reason, times - time);
        for (int later = step + 1; later < plan.steps.size(); later++) {
            all.books().rest(this, plan.steps.get(later), reason, draw.times(k, later));
        }
    }

    @Override
    public int compareTo(JourneyRun other) {
        return dueNanos != other.dueNanos ? Long.compare(dueNanos, other.dueNanos) : Long.compare(number, other.number);
    }
}
