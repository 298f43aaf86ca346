package dev.loadtest.engine.share;

/** The indices from, from + step, … below {@code to}: one worker's requests of a case, in the order of their plan. */
public record Indices(long from, long to, long step) {

    public static final Indices NONE = new Indices(0, 0, 1);

    public Indices {
        if (from < 0 || step < 1) {
            throw new IllegalArgumentException("not indices: from " + from + " by " + step);
        }
    }

    public long size() {
        return from >= to ? 0 : (to - from - 1) / step + 1;
    }
}
