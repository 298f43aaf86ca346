package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Tracking;
import java.util.stream.LongStream;

/** Selects the tracked requests of a case, independently of the number of workers. Immutable, any thread. */
public sealed interface TrackedDraw {

    /** Whether request k is tracked; takes tens of nanoseconds and allocates nothing. */
    boolean tracked(long k);

    /** The first tracked one of some requests, in order of indices; their end if there is none. */
    default long next(Indices indices) {
        for (long k = indices.from(); k < indices.to(); k += indices.step()) {
            if (tracked(k)) {
                return k;
            }
        }
        return indices.to();
    }

    /** Whether any request of the case is tracked; assumed if there are too many to check. */
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

        /** The part that contains request k. */
        long stratum(long k) {
            return Strata.of(k, total, strata);
        }

        /** The tracked request of a part. */
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
     * @param total number of the case's requests, above any k in a call if a number is tracked; {@link Long#MAX_VALUE}
     *     if unknown
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
