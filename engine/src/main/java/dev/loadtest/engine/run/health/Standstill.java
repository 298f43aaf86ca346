package dev.loadtest.engine.run.health;

/**
 * Standstills of a worker's process while requests of a phase were in flight or due. Their times describe the
 * generator, not the target.
 *
 * @param times number of standstills
 * @param nanos total duration
 * @param longestNanos longest duration
 * @param atMicros start of the longest, in run time
 * @param requests number of pending requests, over all standstills
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
