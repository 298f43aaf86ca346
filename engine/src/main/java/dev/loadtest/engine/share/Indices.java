package dev.loadtest.engine.share;

/** The indices from, from + step, … below {@code to}: one worker's requests of a case, in plan order. */
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

    /** The last index; requires a non-empty range. */
    public long last() {
        return from + (size() - 1) * step;
    }

    public boolean contains(long k) {
        return k >= from && k < to && (k - from) % step == 0;
    }

    /** The first {@code size} of them. */
    public Indices first(long size) {
        return new Indices(from, size <= 0 ? from : Math.min(to, from + (size - 1) * step + 1), step);
    }

    /** All but the first {@code size} of them. */
    public Indices without(long size) {
        return new Indices(from + Math.min(size, size()) * step, to, step);
    }
}
