package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import java.util.OptionalLong;

/** Assignment of requests to workers: functions of plan, case and number of workers. */
public final class Shares {
    private Shares() {}

    /** Key of all draws of a case: a hash of the seed and the case's id. */
    public static long caseHash(LoadPlan plan, Case item) {
        return Randomness.key(plan.seed(), item.id());
    }

    /** The worker that sends a case that is not divided. */
    public static int soleWorker(long caseHash, int workers) {
        return Math.floorMod(caseHash, workers);
    }

    /**
     * Number of requests of a case: known for bursts, rates and counted users, 1 for until, unknown for timed users.
     */
    public static OptionalLong total(Shape shape) {
        return switch (shape) {
            case Shape.Burst burst -> OptionalLong.of(burst.requests());
            case Shape.Rate rate -> OptionalLong.of(RateSchedule.of(rate).total());
            case Shape.CountedUsers users -> OptionalLong.of(users.requests());
            case Shape.Until until -> OptionalLong.of(1);
            case Shape.TimedUsers users -> OptionalLong.empty();
        };
    }

    /**
     * A worker's scored requests: a block of a burst, a block of counted users' requests (at most one worker a user),
     * every N-th request of a rate. None for until, whose tries the sole worker counts, and for timed users, who start
     * requests as long as they are active.
     */
    public static Indices indices(Shape shape, int worker, int workers, long caseHash) {
        return switch (shape) {
            case Shape.Burst burst -> indices(Block.of(burst.requests(), worker, workers, caseHash));
            case Shape.CountedUsers users ->
                indices(Block.among(
                        UserSchedule.participants(users.users(), workers),
                        users.requests(),
                        worker,
                        workers,
                        caseHash));
            case Shape.Rate rate -> new Indices(worker, RateSchedule.of(rate).total(), workers);
            case Shape.Until until -> Indices.NONE;
            case Shape.TimedUsers users -> Indices.NONE;
        };
    }

    /**
     * The index k of a timed user's request, from which its entry, values and tracking are drawn.
     *
     * @param j counts this user's requests from 0, below 2^32
     */
    public static long userIndex(int user, long j) {
        return ((long) user << 32) | j;
    }

    /** The user of such an index. */
    static long user(long k) {
        return k >>> 32;
    }

    /** Which of its user's requests it is, from 0. */
    static long unitOfUser(long k) {
        return k & 0xffff_ffffL;
    }

    private static Indices indices(Block block) {
        return new Indices(block.from(), block.to(), 1);
    }
}
