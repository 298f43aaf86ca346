package dev.loadtest.engine.share;

/**
 * Selects tracked requests of timed users by number. The number of their requests is unknown, so time is divided into
 * strata instead. Token j is due at an instant drawn within the j-th of T equal slices of the schedule, for a user
 * drawn among those active then; or for user 0, the first to return, if none is. Both are drawn from (key, j).
 * Immutable.
 */
public final class TrackTokens {
    private static final long[] NONE = {};

    private final long[][] due;

    private TrackTokens(long[][] due) {
        this.due = due;
    }

    /**
     * @param tracked number of tokens, at most 2^31 - 1; 8 bytes each
     * @param key of the case
     */
    public static TrackTokens of(long tracked, UserSchedule schedule, long key) {
        int tokens = schedule.users() == 0 ? 0 : Math.toIntExact(tracked);
        long nanos = schedule.length().toNanos();
        long own = Randomness.key(key, "tokens");
        int[] counts = new int[schedule.users()];
        for (int j = 0; j < tokens; j++) {
            counts[user(schedule, instant(j, tokens, nanos, own), own, j)]++;
        }
        long[][] due = new long[counts.length][];
        for (int user = 0; user < counts.length; user++) {
            due[user] = new long[counts[user]];
        }
        // Slices are in order of time, so filling in the order of tokens sorts each user's instants.
        int[] filled = new int[counts.length];
        for (int j = 0; j < tokens; j++) {
            long instant = instant(j, tokens, nanos, own);
            int user = user(schedule, instant, own, j);
            due[user][filled[user]++] = instant;
        }
        return new TrackTokens(due);
    }

    /**
     * Due instants of this user's tokens, ascending, in nanoseconds from the start of the schedule. The first untracked
     * request that the user starts at or after such an instant is tracked. Not a copy, since it is read for every
     * request; never written to.
     */
    public long[] dueNanos(int user) {
        return user < due.length ? due[user] : NONE;
    }

    private static long instant(long j, long tokens, long nanos, long key) {
        long start = Strata.start(j, nanos, tokens);
        return start + Randomness.below(Randomness.bits(key, 2 * j), Strata.start(j + 1, nanos, tokens) - start);
    }

    private static int user(UserSchedule schedule, long instant, long key, long j) {
        return (int) Randomness.below(Randomness.bits(key, 2 * j + 1), schedule.active(instant));
    }
}
