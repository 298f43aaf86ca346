package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.share.Block;
import dev.loadtest.engine.share.UserSchedule;
import java.util.Locale;
import java.util.Optional;

/**
 * Users lost with their worker before their time was over. What they would have sent is unknown, but not nothing.
 *
 * @param users number of missing users
 * @param of number of users of the case, over all workers
 * @param nanos how long the last of them was missing
 */
public record MissingUsers(int users, int of, long nanos) {

    /**
     * @param key of the case's draws
     * @param endNanos when the case ended, in schedule time from its start
     */
    public static Optional<MissingUsers> of(Phase phase, FireOrder order, long key, Loss loss, long endNanos) {
        if (!(phase.shape() instanceof Shape.TimedUsers shape)) {
            return Optional.empty();
        }
        UserSchedule schedule = UserSchedule.of(shape);
        long from = Math.max(0, loss.elapsedNanos());
        int missing = 0;
        long until = from;
        Block mine = UserSchedule.usersOf(schedule.users(), order.worker(), order.workers(), key);
        for (long user = mine.from(); user < mine.to(); user++) {
            long last = schedule.spans((int) user).stream()
                    .mapToLong(UserSchedule.Span::toNanos)
                    .max()
                    .orElse(0);
            long end = Math.min(endNanos, shape.warmup().toNanos() + last);
            missing += end > from ? 1 : 0;
            until = Math.max(until, end);
        }
        return missing == 0 ? Optional.empty() : Optional.of(new MissingUsers(missing, schedule.users(), until - from));
    }

    /** Text such as "1 of 2 users (50 %) was missing for 44 s". */
    public String sentence() {
        return users + " of " + of + (of == 1 ? " user (" : " users (") + Math.round(100.0 * users / of) + " %) "
                + (users == 1 ? "was" : "were") + " missing for " + seconds(nanos);
    }

    /** Whole seconds from 10 s on, tenths below. */
    public static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return seconds >= 10 ? Math.round(seconds) + " s" : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
