package dev.loadtest.engine.run.health;

/**
 * That a worker's process stood still while it owed requests of a phase: they were under way, or due. Their times tell of
 * the generator, not of the target.
 *
 * @param times how often
 * @param nanos how long in all
 * @param longestNanos how long at most at once
 * @param atMicros when the longest began, in run time
 * @param requests how many requests were owed, of all times together
 */
public record Standstill(String phase, int times, long nanos, long longestNanos, long atMicros, long requests) {

    Standstill and(long moreNanos, long moreAtMicros, long moreRequests) {
        boolean longer = moreNanos > longestNanos;
        return new Standstill(
                phase,
                times + 1,
                nanos + moreNanos,
                longer ? moreNanos : longestNanos,
                longer ? moreAtMicros : atMicros,
                requests + moreRequests);
    }
}
