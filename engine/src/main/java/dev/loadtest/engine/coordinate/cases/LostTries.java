package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.plan.Shape;

/**
 * Tries of an until without a reported end at a lost worker, as many as may have begun. The last of them counts as the
 * deciding one.
 *
 * @param unscored earlier tries, sent
 * @param due 1 if the deciding try is sent
 * @param later 1 if no try was sent
 */
record LostTries(long unscored, long due, long later) {
    static final LostTries NONE = new LostTries(0, 0, 0);

    /**
     * @param begun number of tries reported as begun
     * @param ended number of tries reported as ended
     */
    static LostTries of(Shape.Until until, long begun, long ended, Loss loss) {
        if (begun == 0 && loss.elapsedNanos() < 0) {
            return new LostTries(0, 0, 1);
        }
        long interval = Math.max(1, until.interval().toNanos());
        long since = Math.max(0, loss.elapsedNanos() - Math.max(0, loss.reportedNanos()));
        // The next try begins an interval after the end of the previous one; if none is in flight, possibly at once.
        long more = since / interval + (begun > ended ? 0 : 1);
        long most = until.timeout().toNanos() / interval + 1;
        long all = Math.max(Math.max(begun, 1), Math.min(begun + more, most));
        return new LostTries(Math.max(0, all - 1 - ended), 1, 0);
    }
}
