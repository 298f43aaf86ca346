package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import java.util.List;
import java.util.Map;

/**
 * Exact measurements of a run so far, merged over its workers, for monitoring. Immutable.
 *
 * @param rows of requests: at most {@link #MAX_ROWS}, and one for each kind of what the rest consists of
 * @param journeys the same of journeys, by their names
 * @param plannedPerSecond planned requests a second now, or journeys, by phase; of running phases of the open model only
 * @param workersReady workers that share the next case
 * @param workersLost workers lost so far, replaced or not
 */
public record RunMeasures(
        List<Row> rows, List<Row> journeys, Map<String, Double> plannedPerSecond, int workersReady, int workersLost) {

    /** Rows with names of their own. */
    public static final int MAX_ROWS = 100;
    /** Name of phase and request in the rows that hold the rest. */
    public static final String OTHER = "other";

    public RunMeasures {
        rows = List.copyOf(rows);
        journeys = List.copyOf(journeys);
        plannedPerSecond = Map.copyOf(plannedPerSecond);
    }

    /** Number of rows of requests and journeys, which its size grows with. */
    public int size() {
        return rows.size() + journeys.size();
    }

    /** One request, or journey, of one phase, over all variants. */
    public record Row(Key key, Counts counts, Spread lateness, LatencyBuckets response, LatencyBuckets firstByte) {}

    /**
     * Whose measurements a row holds.
     *
     * @param request its name, or the journey's
     */
    public record Key(String phase, String request, Kind kind) {
        Key rest() {
            return new Key(OTHER, OTHER, kind);
        }
    }
}
