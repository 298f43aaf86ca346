package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.coordinate.checkpoint.Loss;
import dev.loadtest.engine.plan.Shape;

/**
 * The tries of an until that a lost worker has not reported to have ended: as many as may have begun. The last of them
 * counts as the one that decides.
 *
 * @param unscored earlier tries, sent
 * @param due 1 where the try that decides is sent
 * @param later 1 where none was sent
 */
record LostTries(long unscored, long due, long later) {
    static final LostTries NONE = new LostTries(0, 0, 0);

    /**
     * @param begun how many tries are reported to have begun
     * @param ended how many of them are reported to have ended
     */
    static LostTries of(Shape.Until until, long begun, long ended, Loss loss) {
        if (begun == 0 && loss.elapsedNanos() < 0) {
            return new LostTries(0, 0, 1);
        }
        long interval = Math.max(1, until.interval().toNanos());
        long since = Math.max(0, loss.elapsedNanos() - Math.max(0, loss.reportedNanos()));
        // The next try begins an interval after the end of one; where none is under way that may be at once.
        long more = since / interval + (begun > ended ? 0 : 1);
        long most = until.timeout().toNanos() / interval + 1;
        long all = Math.max(Math.max(begun, 1), Math.min(begun + more, most));
        return new LostTries(Math.max(0, all - 1 - ended), 1, 0);
    }
}
