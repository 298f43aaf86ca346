package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.List;

/** Scored requests by second of run time; confined to one thread. */
public final class Timeline {

    public void sent(long atMicros) {
        throw new UnsupportedOperationException();
    }

    public void ended(long atMicros, boolean failure, long responseNanos) {
        throw new UnsupportedOperationException();
    }

    /** A copy of the seconds from this one on. */
    public Timeline copySince(long second) {
        throw new UnsupportedOperationException();
    }

    /** Takes each second of a later report of the same worker in place of one's own: idempotent. */
    public void replace(Timeline report) {
        throw new UnsupportedOperationException();
    }

    /** Adds another worker's seconds to one's own: once only. */
    public void add(Timeline other) {
        throw new UnsupportedOperationException();
    }

    /** How many were sent in a second. */
    public long sentIn(long second) {
        throw new UnsupportedOperationException();
    }

    /** The last second with anything in it; -1 without any. */
    public long lastSecond() {
        throw new UnsupportedOperationException();
    }

    public List<RunResult.TimelineBucket> buckets(int max) {
        throw new UnsupportedOperationException();
    }

    public TimelineState state() {
        throw new UnsupportedOperationException();
    }

    public static Timeline of(TimelineState state) {
        throw new UnsupportedOperationException();
    }
}
