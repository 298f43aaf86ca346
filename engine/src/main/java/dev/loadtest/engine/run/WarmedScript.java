package dev.loadtest.engine.run;

import dev.loadtest.engine.run.UserGenerator.Script;
import dev.loadtest.engine.run.UserGenerator.Take;

/**
 * A warm-up followed by the scored schedule with the same users: each continues where it is at the end of the warm-up,
 * so that there are never more concurrent requests than users. Requests due before the end of the warm-up belong to it.
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
