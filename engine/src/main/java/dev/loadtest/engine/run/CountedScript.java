package dev.loadtest.engine.run;

import dev.loadtest.engine.share.Indices;

/** Users that share a number of requests: each free user takes the next one of the block. */
final class CountedScript implements UserGenerator.Script {
    private final ShareRun share;
    private final long to;
    private long next;
    private long nextTracked;

    CountedScript(ShareRun share, Indices block) {
        this.share = share;
        this.next = block.from();
        this.to = block.to();
    }

    @Override
    public long next(int user, long due) {
        return next < to ? due : NEVER;
    }

    @Override
    public boolean open(int user, long due, long now) {
        return next < to;
    }

    @Override
    public UserGenerator.Take take(int user, long due) {
        long k = next++;
        return new UserGenerator.Take(k, share.kind(k));
    }

    @Override
    public boolean over(long now) {
        return next >= to;
    }

    @Override
    public long lengthNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean trackedUnsent() {
        nextTracked = share.nextTracked(new Indices(Math.max(nextTracked, next), to, 1));
        return nextTracked < to;
    }

    @Override
    public boolean unsent() {
        return next < to;
    }

    @Override
    public void stop(String reason) {
        share.notSent(new Indices(next, to, 1), reason);
        next = Math.max(next, to);
    }
}
