package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.TallySheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What became of a share's units: requests that are planned by themselves, and journeys. Books count the requests of
 * journeys, too; which units a worker has come to, and how many failed, shows here only.
 *
 * @param each of each unit of the mix that the worker has come to
 * @param tracked how many tracked units were begun
 * @param met how many of these met what is expected of them
 * @param failed how many of these did not, or have an end that is not known
 */
public record UnitCounts(List<OfUnit> each, long tracked, long met, long failed) {
    public static final UnitCounts NONE = new UnitCounts(List.of(), 0, 0, 0);

    /**
     * How far a worker has come with the units of one name: in the order of their plan.
     *
     * @param scored how many scored ones were begun, or given up unbegun
     * @param unscored the same of a warm-up's, and of the early tries of an until
     */
    public record OfUnit(Unit unit, long scored, long unscored) {
        private OfUnit plus(OfUnit other) {
            return new OfUnit(unit, scored + other.scored, unscored + other.unscored);
        }
    }

    public UnitCounts {
        each = List.copyOf(each);
    }

    /** @param units a sheet that holds no request of a journey's step */
    public static UnitCounts of(TallySheet units) {
        List<OfUnit> each = new ArrayList<>();
        units.forEach((key, tally) -> each.add(of(key, tally, Unit.OfRequest::new)));
        units.forEachJourney((key, tally) -> each.add(of(key, tally, Unit.OfJourney::new)));
        return new UnitCounts(
                joined(each),
                sum(units, Kind.TRACKED, Tally::sent),
                sum(units, Kind.TRACKED, Tally::succeeded),
                sum(units, Kind.TRACKED, Tally::failures));
    }

    private static OfUnit of(TallyKey key, Tally tally, Function<String, Unit> unit) {
        boolean unscored = key.kind() == Kind.UNSCORED;
        return new OfUnit(unit.apply(key.request()), unscored ? 0 : tally.planned(), unscored ? tally.planned() : 0);
    }

    private static List<OfUnit> joined(List<OfUnit> counts) {
        Map<Unit, OfUnit> byUnit = new LinkedHashMap<>();
        counts.forEach(count -> byUnit.merge(count.unit(), count, OfUnit::plus));
        return List.copyOf(byUnit.values());
    }

    private static long sum(TallySheet units, Kind kind, ToLongFunction<Tally> of) {
        return units.requests(kind, of) + units.journeys(kind, of);
    }

    /** Number of scored units that were begun, or given up unbegun. */
    public long scored() {
        return each.stream().mapToLong(OfUnit::scored).sum();
    }

    /** The same of unscored ones. */
    public long unscored() {
        return each.stream().mapToLong(OfUnit::unscored).sum();
    }

    public UnitCounts plus(UnitCounts other) {
        List<OfUnit> both = new ArrayList<>(each);
        both.addAll(other.each);
        return new UnitCounts(joined(both), tracked + other.tracked, met + other.met, failed + other.failed);
    }

    /** The same where so many more tracked units were begun, and no end of any becomes known any more. */
    public UnitCounts lost(long moreTracked) {
        return new UnitCounts(each, tracked + moreTracked, met, tracked + moreTracked - met);
    }
}
