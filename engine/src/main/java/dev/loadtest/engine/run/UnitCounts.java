package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import java.util.function.ToLongFunction;

/**
 * What became of a share's units: requests that are planned by themselves, and journeys. Books count the requests of
 * journeys, too; which units a worker has come to, and how many failed, shows here only.
 *
 * @param scored how many scored units were begun, or given up unbegun, in the order of their plan
 * @param unscored the same of a warm-up's, and of the early tries of an until
 * @param tracked how many tracked units were begun
 * @param met how many of these met what is expected of them
 * @param failed how many of these did not, or have an end that is not known
 */
public record UnitCounts(long scored, long unscored, long tracked, long met, long failed) {
    public static final UnitCounts NONE = new UnitCounts(0, 0, 0, 0, 0);

    /** @param units a sheet that holds no request of a journey's step */
    public static UnitCounts of(TallySheet units) {
        return new UnitCounts(
                sum(units, Kind.TRACKED, Tally::planned) + sum(units, Kind.FIRE_AND_FORGET, Tally::planned),
                sum(units, Kind.UNSCORED, Tally::planned),
                sum(units, Kind.TRACKED, Tally::sent),
                sum(units, Kind.TRACKED, Tally::succeeded),
                sum(units, Kind.TRACKED, Tally::failures));
    }

    private static long sum(TallySheet units, Kind kind, ToLongFunction<Tally> of) {
        return units.requests(kind, of) + units.journeys(kind, of);
    }

    public UnitCounts plus(UnitCounts other) {
        return new UnitCounts(
                scored + other.scored,
                unscored + other.unscored,
                tracked + other.tracked,
                met + other.met,
                failed + other.failed);
    }

    /** The same where so many more tracked units were begun, and no end of any becomes known any more. */
    public UnitCounts lost(long moreTracked) {
        return new UnitCounts(scored, unscored, tracked + moreTracked, met, tracked + moreTracked - met);
    }
}
