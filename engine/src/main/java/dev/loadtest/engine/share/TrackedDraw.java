package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Tracking;
import java.util.stream.LongStream;

/** Which requests of a case are tracked: never dependent on the number of workers. Immutable, any thread. */
public sealed interface TrackedDraw {

    /** Whether request k is tracked; costs tens of nanoseconds and allocates nothing. */
    boolean tracked(long k);

    /** The first of some requests that is tracked, in the order of their indices; their end where none is. */
    default long next(Indices indices) {
        for (long k = indices.from(); k < indices.to(); k += indices.step()) {
            if (tracked(k)) {
                return k;
            }
        }
        return indices.to();
    }

    /** Whether any request of the case is; where they are too many to look at all of them, it is taken to be so. */
    boolean any();

    /** Every request, or none. */
    record Same(boolean answer) implements TrackedDraw {
        @Override
        public boolean tracked(long k) {
            return answer;
        }

        @Override
        public long next(Indices indices) {
            return answer ? Math.min(indices.from(), indices.to()) : indices.to();
        }

        @Override
        public boolean any() {
            return answer;
        }
    }

    /** One request of each of {@code strata} parts of {@code total} requests, drawn from (key, part). */
    record Stratified(long total, long strata, long key) implements TrackedDraw {
        @Override
        public boolean tracked(long k) {
            return k == drawn(stratum(k));
        }

        @Override
        public long next(Indices indices) {
            if (indices.size() == 0) {
                return indices.to();
            }
            long last = stratum(indices.last());
            for (long stratum = stratum(indices.from()); stratum <= last; stratum++) {
                long drawn = drawn(stratum);
                if (indices.contains(drawn)) {
                    return drawn;
                }
            }
            return indices.to();
        }

        /** The part that holds request k. */
        long stratum(long k) {
            return Strata.of(k, total, strata);
        }

        /** The one request of a part that is tracked. */
        long drawn(long stratum) {
            long start = Strata.start(stratum, total, strata);
            long size = Strata.start(stratum + 1, total, strata) - start;
            return start + Randomness.below(Randomness.bits(key, stratum), size);
        }

        @Override
        public boolean any() {
            return strata > 0;
        }
    }

    /** Each of {@code total} requests by chance, drawn from (key, k). */
    record Chance(double probability, long total, long key) implements TrackedDraw {
        private static final long MAX_LOOKS = 1_000_000;

        @Override
        public boolean tracked(long k) {
            return Randomness.unit(Randomness.bits(key, k)) < probability;
        }

        @Override
        public boolean any() {
            if (probability <= 0) {
                return false;
            }
            return total > MAX_LOOKS || LongStream.range(0, total).anyMatch(this::tracked);
        }
    }

    /**
     * @param total how many requests the case has, above any k that will be asked for where a number is tracked;
     *     {@link Long#MAX_VALUE} where that is not known
     * @param key of the case
     */
    static TrackedDraw of(Tracking tracking, long total, long key) {
        return switch (tracking) {
            case Tracking.All all -> new Same(true);
            case Tracking.Count count -> counted(count.tracked(), total, key);
            case Tracking.Percent percent -> new Chance(percent.percent() / 100, total, Randomness.key(key, "tracked"));
        };
    }

    private static TrackedDraw counted(long tracked, long total, long key) {
        return tracked == 0 || tracked >= total
                ? new Same(tracked > 0)
                : new Stratified(total, tracked, Randomness.key(key, "tracked"));
    }
}
