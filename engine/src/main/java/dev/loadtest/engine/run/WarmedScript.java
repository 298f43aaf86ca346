package dev.loadtest.engine.run;

import dev.loadtest.engine.run.UserGenerator.Script;
import dev.loadtest.engine.run.UserGenerator.Take;

/**
 * A warm-up, then the scored schedule, by the same users: each goes on from where it stands when the warm-up is over, so that
 * there are never more requests at once than users. What is due before the end of the warm-up is of the warm-up.
 */
final class WarmedScript implements Script {
    private final TimedScript warmup;
    private final Script scored;
    private final long warmupNanos;

    WarmedScript(TimedScript warmup, Script scored) {
        this.warmup = warmup;
        this.scored = scored;
        this.warmupNanos = warmup.lengthNanos();
    }

    @Override
    public long next(int user, long due) {
        long before = warmup.next(user, due);
        if (before < warmupNanos) {
            return before;
        }
        long next = scored.next(user, Math.max(0, due - warmupNanos));
        return next == NEVER ? NEVER : warmupNanos + next;
    }

    @Override
    public boolean open(int user, long due, long now) {
        return due < warmupNanos
                ? warmup.open(user, due, now)
                : scored.open(user, due - warmupNanos, now - warmupNanos);
    }

    @Override
    public Take take(int user, long due) {
        return due < warmupNanos ? warmup.take(user, due) : scored.take(user, due - warmupNanos);
    }

    @Override
    public boolean over(long now) {
        return now >= warmupNanos && scored.over(now - warmupNanos);
    }

    @Override
    public long lengthNanos() {
        return scored.lengthNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : warmupNanos + scored.lengthNanos();
    }

    @Override
    public long warmupNanos() {
        return warmupNanos;
    }

    @Override
    public boolean trackedUnsent() {
        return scored.trackedUnsent();
    }

    @Override
    public boolean unsent() {
        return scored.unsent();
    }

    @Override
    public void stop(String reason) {
        scored.stop(reason);
    }
}
