package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The closed model: each user sends its next request {@code think} after its last one ended. Users wait in a heap while
 * they think and in a queue while no connection is free; both are bounded by the number of users.
 */
final class UserGenerator extends Generator {

    /** What the users do; one per user pattern. */
    interface Script {

        /**
         * The next request of a user, or null where it has none now or ever.
         *
         * @param due the earliest instant, from the start
         */
        @Nullable
        Turn next(int user, long due);

        /** Whether a turn may still be taken at an instant; time may have run out while the user was held. */
        boolean open(Turn turn, long now);

        /** Takes a turn: says which request it is. Called once a turn, just before it is sent. */
        Take take(Turn turn);

        /** Whether the schedule is over at an instant from the start. */
        boolean over(long now);

        /** How long the schedule is; {@link Long#MAX_VALUE} where only counts end it. */
        long lengthNanos();

        boolean trackedUnsent();

        /** Files what is still owed. */
        void stop(String reason);

        boolean unsent();
    }

    /** A user's turn, due at an instant from the start. */
    record Turn(int user, long due) {}

    /** The request that a turn turned into. */
    record Take(long k, Kind kind) {}

    private final ShareRun share;
    private final Script script;
    private final long thinkNanos;
    private final Pace pace;
    private final int firstUser;
    private final int lastUser;
    private final PriorityQueue<Turn> thinking = new PriorityQueue<>(
            (a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : Integer.compare(a.user, b.user));
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private long startNanos;
    private boolean started;
    private boolean stopped;
    private long armedFor = Long.MAX_VALUE;
    private ScheduleClock.@Nullable Alarm alarm;

    /** @param firstUser to {@code lastUser}, exclusive, are this worker's users */
    UserGenerator(ShareRun share, Script script, long thinkNanos, Pace pace, int firstUser, int lastUser) {
        this.share = share;
        this.script = script;
        this.thinkNanos = thinkNanos;
        this.pace = pace;
        this.firstUser = firstUser;
        this.lastUser = lastUser;
    }

    @Override
    void start(long scheduleNanos) {
        started = true;
        startNanos = scheduleNanos;
        if (script.lengthNanos() != Long.MAX_VALUE) {
            share.clock().at(startNanos + script.lengthNanos(), this::over);
        }
        for (int user = firstUser; user < lastUser; user++) {
            plan(user, 0);
        }
        pump();
    }

    private void over() {
        waiting.removeIf(turn -> !script.open(turn, now()));
        share.checkEnd();
    }

    private void plan(int user, long due) {
        Turn turn = stopped ? null : script.next(user, due);
        if (turn != null) {
            thinking.add(turn);
        }
    }

    private long now() {
        return share.clock().now() - startNanos;
    }

    @Override
    void pump() {
        if (!started || stopped || share.clock().paused()) {
            return;
        }
        collectDue();
        long again = Long.MAX_VALUE;
        while (again == Long.MAX_VALUE && !waiting.isEmpty() && share.hasRoom()) {
            Turn turn = waiting.element();
            long due = pace.earliest(turn.due());
            if (!script.open(turn, now())) {
                waiting.remove();
                plan(turn.user(), now());
            } else if (due > now()) {
                again = due;
            } else {
                waiting.remove();
                send(turn, due);
            }
        }
        Turn first = thinking.peek();
        arm(first == null ? again : Math.min(again, first.due()));
    }

    private void send(Turn turn, long due) {
        Take take = script.take(turn);
        pace.take(due, now());
        if (due > turn.due()) {
            share.paced();
        }
        long planned = share.clock().toLoop(startNanos + due);
        share.fire(this, take.k(), take.kind(), planned).user = turn.user();
    }

    private void collectDue() {
        long now = now();
        for (Turn turn = thinking.peek(); turn != null && turn.due() <= now; turn = thinking.peek()) {
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
    void ended(Flight flight, boolean met) {
        plan(flight.user, now() + thinkNanos);
        pump();
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
