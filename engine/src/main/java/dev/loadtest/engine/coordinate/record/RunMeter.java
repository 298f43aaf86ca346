package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.record.RunMeasures.Key;
import dev.loadtest.engine.coordinate.record.RunMeasures.Row;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates {@link RunMeasures} of a run. Its time grows with rows and workers: 50 µs for each histogram of each worker.
 * Confined to the coordinator's loop.
 */
public final class RunMeter {
    private final Run run;
    private final Rows requests;
    private final Rows journeys;

    public RunMeter(Run run) {
        this.run = run;
        this.requests = new Rows(run.plan().requests().stream().map(RequestTemplate::name));
        this.journeys = new Rows(run.plan().journeys().stream().map(Journey::name));
    }

    public RunMeasures measure() {
        run.books().closed().measured(Map.of()).forEach(closed -> (closed.isJourney() ? journeys : requests)
                .file(closed.phase(), new TallyKey(closed.request(), closed.kind()), closed.tally()));
        for (CaseRun open : run.books().open()) {
            String phase = open.phase().name();
            open.shares().forEach((key, tally) -> requests.file(phase, key, tally));
            open.shares().forEachJourney((key, tally) -> journeys.file(phase, key, tally));
        }
        return new RunMeasures(
                requests.take(),
                journeys.take(),
                planned(),
                run.workers().ready().size(),
                run.workers().lost());
    }

    /** Rows of one measurement, of requests or of journeys, and which keys have rows of their own. */
    private static final class Rows {
        private final Set<String> planned;
        /** The first keys that came, so that no row ever changes what it counts. */
        private final Set<Key> named = new HashSet<>();
        /** Tallies by row, those of open cases by worker. */
        private Map<Key, List<Tally>> tallies = new LinkedHashMap<>();

        Rows(Stream<String> planned) {
            this.planned = planned.collect(Collectors.toSet());
        }

        /** Names that the plan does not have, which only a forged report contains, get no row of their own. */
        void file(String phase, TallyKey of, Tally tally) {
            Key key = new Key(phase, of.request(), of.kind());
            boolean own = named.contains(key)
                    || planned.contains(key.request()) && named.size() < RunMeasures.MAX_ROWS && named.add(key);
            tallies.computeIfAbsent(own ? key : key.rest(), any -> new ArrayList<>())
                    .add(tally);
        }

        List<Row> take() {
            List<Row> rows = new ArrayList<>();
            tallies.forEach((key, parts) -> rows.add(row(key, parts)));
            tallies = new LinkedHashMap<>();
            return rows;
        }
    }

    private static Row row(Key key, List<Tally> parts) {
        Counts counts = Counts.NONE;
        Spread lateness = Spread.NONE;
        LatencyBuckets.Builder response = new LatencyBuckets.Builder();
        LatencyBuckets.Builder firstByte = new LatencyBuckets.Builder();
        for (Tally part : parts) {
            counts = counts.plus(part.counts());
            lateness = lateness.plus(part.lateness());
            response.add(part.response());
            firstByte.add(part.firstByte());
        }
        return new Row(key, counts, lateness, response.build(), firstByte.build());
    }

    private Map<String, Double> planned() {
        Map<String, Double> planned = new HashMap<>();
        boolean paused = run.clock().paused();
        for (CaseRun open : run.books().open()) {
            if (open.isRunning() && open.phase().shape() instanceof Shape.Rate rate) {
                Duration elapsed = Duration.ofNanos(
                        Math.max(0, open.elapsedNanos(run.clock().now())));
                planned.merge(open.phase().name(), paused ? 0 : PlannedRate.at(rate, elapsed), Double::sum);
            }
        }
        return planned;
    }
}
