package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.share.Shares;
import dev.loadtest.engine.share.UserSchedule;
import java.util.List;

/**
 * Users that send for a duration. The j-th request of a user is the same for any number of workers; the number of
 * requests depends on the target. Planned is what was started.
 */
final class TimedScript implements UserGenerator.Script {

    /** The kind of a user's request. */
    @FunctionalInterface
    interface Kinds {
        Kind of(int user, long k, long due);
    }

    private final UserSchedule schedule;
    private final Kinds kinds;
    private final long nanos;
    private final long[] taken;

    TimedScript(UserSchedule schedule, Kinds kinds) {
        this.schedule = schedule;
        this.kinds = kinds;
        this.nanos = schedule.length().toNanos();
        this.taken = new long[schedule.users()];
    }

    @Override
    public long next(int user, long due) {
        List<UserSchedule.Span> spans = schedule.spans(user);
        for (int i = 0; i < spans.size(); i++) {
            UserSchedule.Span span = spans.get(i);
            if (due < span.toNanos()) {
                return Math.max(due, span.fromNanos());
            }
        }
        return NEVER;
    }

    @Override
    public boolean open(int user, long due, long now) {
        List<UserSchedule.Span> spans = schedule.spans(user);
        for (int i = 0; i < spans.size(); i++) {
            UserSchedule.Span span = spans.get(i);
            if (span.fromNanos() <= due && due < span.toNanos()) {
                return now < span.toNanos();
            }
        }
        return false;
    }

    @Override
    public UserGenerator.Take take(int user, long due) {
        long k = Shares.userIndex(user, taken[user]++);
        return new UserGenerator.Take(k, kinds.of(user, k, due));
    }

    @Override
    public boolean over(long now) {
        return now >= nanos;
    }

    @Override
    public long lengthNanos() {
        return nanos;
    }

    @Override
    public boolean trackedUnsent() {
        return false;
    }

    @Override
    public boolean unsent() {
        return false;
    }

    @Override
    public void stop(String reason) {}
}
