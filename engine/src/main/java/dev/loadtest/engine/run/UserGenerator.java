package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.loop.ScheduleClock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The closed model: each user sends its next request when its {@link Rhythm} says so, and not before its last one ended.
 * Users wait in a heap while they think and in a queue while no connection is free; both are bounded by their number.
 */
final class UserGenerator extends Generator {

    /** The behaviour of users; one implementation for each user pattern. */
    interface Script {
        long NEVER = Long.MAX_VALUE;

        /**
         * Next planned instant of a user, from the start; {@link #NEVER} if none.
         *
         * @param due the earliest instant, from the start
         */
        long next(int user, long due);

        /** Whether a turn may still be taken at an instant; the time may be over for a held user. */
        boolean open(int user, long due, long now);

        /** Takes a turn and determines its request. Called once a turn, just before sending. */
        Take take(int user, long due);

        /** Whether the schedule is over at an instant from the start. */
        boolean over(long now);

        /** Length of the schedule; {@link Long#MAX_VALUE} if only counts end it. */
        long lengthNanos();

        /** Length of the warm-up within it. */
        default long warmupNanos() {
            return 0;
        }

        boolean trackedUnsent();

        /** Files the unsent requests. */
        void stop(String reason);

        boolean unsent();
    }

    /** A user's turn, due at an instant from the start. One object for each user, which has one turn at a time. */
    private static final class Turn {
        private final int user;
        private long due;
        /** When its user was free for it: after the plan where the rhythm's interval was shorter than the last request. */
        private long ready;

        private @Nullable Take last;

        private Turn(int user) {
            this.user = user;
        }
    }

    /** The request of a turn. */
    record Take(long k, Kind kind) {}

    private final ShareRun share;
    private final Script script;
    private final Rhythm rhythm;
    private long readyNanos;
    private final Pace pace;
    private final int firstUser;
    private final int lastUser;
    private final Turn[] turns;
    private final PriorityQueue<Turn> thinking = new PriorityQueue<>(
            (a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : Integer.compare(a.user, b.user));
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private boolean started;
    private boolean stopped;
    private long armedFor = Long.MAX_VALUE;
    private ScheduleClock.@Nullable Alarm alarm;

    /** @param firstUser to {@code lastUser}, exclusive, are this worker's users */
    UserGenerator(ShareRun share, Script script, Rhythm rhythm, Pace pace, int firstUser, int lastUser) {
        this.share = share;
        this.script = script;
        this.rhythm = rhythm;
        this.pace = pace;
        this.firstUser = firstUser;
        this.lastUser = lastUser;
        this.turns = new Turn[Math.max(0, lastUser - firstUser)];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = new Turn(firstUser + i);
        }
    }

    @Override
    void start() {
        started = true;
        if (script.warmupNanos() > 0) {
            share.clock().at(startNanos + script.warmupNanos(), this::warmedUp);
        }
        if (script.lengthNanos() != Long.MAX_VALUE) {
            share.clock().at(startNanos + script.lengthNanos(), this::over);
        }
        for (int user = firstUser; user < lastUser; user++) {
            plan(user, 0, 0);
        }
        pump();
    }

    @Override
    long due(long scheduleNanos) {
        long now = scheduleNanos - startNanos;
        if (stopped) {
            return 0;
        }
        if (!started) {
            return IntStream.range(firstUser, lastUser)
                    .filter(user -> script.next(user, 0) <= now)
                    .count();
        }
        return Stream.concat(waiting.stream(), thinking.stream())
                .filter(turn -> turn.due <= now && script.open(turn.user, turn.due, turn.due))
                .count();
    }

    /** Users held at the end of the warm-up continue with a scored request due then. */
    private void warmedUp() {
        long end = script.warmupNanos();
        List<Turn> held = waiting.stream()
                .filter(turn -> !script.open(turn.user, turn.due, end))
                .toList();
        waiting.removeAll(held);
        held.forEach(turn -> plan(turn.user, end, end));
        if (!share.clock().paused()) {
            pump();
        }
        share.checkEnd();
    }

    private void over() {
        waiting.removeIf(turn -> isOver(turn, now()));
        share.checkEnd();
    }

    /** Whether a turn's time is over; turns due during a standstill count as the generator's fault. */
    private boolean isOver(Turn turn, long now) {
        if (script.open(turn.user, turn.due, now)) {
            return false;
        }
        share.missed(share.clock().toLoop(startNanos + turn.due));
        return true;
    }

    private void plan(int user, long due, long now) {
        long next = stopped ? Script.NEVER : script.next(user, due);
        if (next == Script.NEVER) {
            return;
        }
        Turn turn = turns[user - firstUser];
        turn.due = next;
        turn.ready = Math.max(next, now);
        Turn first = thinking.peek();
        if (next <= now && (first == null || first.due > next)) {
            // Due before all thinking users: the heap would return it at once.
            waiting.add(turn);
        } else {
            thinking.add(turn);
        }
    }

    private long now() {
        return share.clock().now() - startNanos;
    }

    @Override
    void pump() {
        if (started && !stopped && !share.clock().paused()) {
            pump(now());
        }
    }

    /** The newest reading, never ahead of the clock. */
    private void pump(long at) {
        long now = at;
        collectDue(now);
        long again = Long.MAX_VALUE;
        while (again == Long.MAX_VALUE && !waiting.isEmpty() && share.hasRoom()) {
            Turn turn = waiting.element();
            long due = pace.earliest(turn.due);
            if (isOver(turn, now)) {
                waiting.remove();
                plan(turn.user, turn.due < script.warmupNanos() ? Math.min(now, script.warmupNanos()) : now, now);
            } else if (due > now) {
                again = due;
            } else {
                waiting.remove();
                now = send(turn, due, now);
            }
        }
        Turn first = thinking.peek();
        arm(first == null ? again : Math.min(again, first.due));
    }

    /** Returns the instant of sending. */
    private long send(Turn turn, long due, long now) {
        Take take = script.take(turn.user, turn.due);
        if (share.lacksRow(take.k())) {
            // Its later units would find none either: the user has ended.
            share.lacked(take.k(), take.kind());
            return now;
        }
        pace.take(due, now);
        long planned = share.clock().toLoop(startNanos + due);
        turn.last = take;
        readyNanos = share.clock().toLoop(startNanos + turn.ready);
        Begun unit = share.fire(this, take.k(), take.kind(), planned);
        if (due > turn.due && unit.plannedNanos() == planned) {
            share.paced();
        }
        unit.user(turn.user);
        return share.clock().now(unit.begunNanos()) - startNanos;
    }

    private void collectDue(long now) {
        for (Turn turn = thinking.peek(); turn != null && turn.due <= now; turn = thinking.peek()) {
            waiting.add(thinking.remove());
        }
    }

    private void arm(long due) {
        if (due >= armedFor) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        armedFor = due;
        alarm = share.clock().at(startNanos + due, this::awake);
    }

    private void awake() {
        alarm = null;
        armedFor = Long.MAX_VALUE;
        share.pumpAll();
    }

    @Override
    void ended(Begun unit, boolean met) {
        long now = share.clock().now(unit.endedNanos()) - startNanos;
        Turn turn = turns[unit.user() - firstUser];
        plan(unit.user(), rhythm.next(Objects.requireNonNull(turn.last), turn.due, now), now);
        if (!stopped && !share.clock().paused()) {
            pump(now);
        }
    }

    /** The wait for its user's last request is the target's doing. */
    @Override
    long readyNanos(long plannedNanos) {
        return Math.max(plannedNanos, readyNanos);
    }

    @Override
    boolean scheduleOver() {
        return stopped || started && script.over(now());
    }

    @Override
    boolean trackedUnsent() {
        return !stopped && script.trackedUnsent();
    }

    @Override
    boolean unsent() {
        return !stopped && script.unsent();
    }

    @Override
    void stop(String reason) {
        if (stopped) {
            return;
        }
        stopped = true;
        thinking.clear();
        waiting.clear();
        if (alarm != null) {
            alarm.cancel();
        }
        script.stop(reason);
    }
}
