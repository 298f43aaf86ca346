package dev.loadtest.engine.share;

/** Which requests of timed users are tracked, where a number of them is asked for. */
public final class TrackTokens {
    private TrackTokens() {}

    public static TrackTokens of(long tracked, UserSchedule schedule, long key) {
        throw new UnsupportedOperationException();
    }

    /** When this user's tokens fall due, rising; the first request that the user starts at or after each is tracked. */
    public long[] dueNanos(int user) {
        throw new UnsupportedOperationException();
    }
}
