package dev.loadtest.operator.serve;

import dev.loadtest.control.metrics.Metric;
import dev.loadtest.control.metrics.MetricFamilies;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.operator.run.Runs;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Series of every LoadTest that exists: state, verdict, and the measurements of its run. A deleted LoadTest has none.
 * Blocks until the runs' loops have answered.
 */
final class FleetMetrics {
    /** LoadTests with series of their own: those that have not ended first, then the newest. */
    static final int MAX_TESTS = 1_000;

    private static final int MEASURE_SECONDS = 3;

    private static final Metric TESTS = new Metric("loadtest_operator_loadtests", "LoadTests that exist, by state");
    private static final Metric STATE = new Metric("loadtest_run_state", "1 for the state that a LoadTest has");
    private static final Metric VERDICT = new Metric("loadtest_run_verdict", "1 for the verdict of the last run");

    private final Runs runs;
    private final Supplier<? extends Collection<LoadTest>> tests;

    /** @param tests all that exist, as last seen */
    FleetMetrics(Runs runs, Supplier<? extends Collection<LoadTest>> tests) {
        this.runs = runs;
        this.tests = tests;
    }

    MetricSnapshots collect() {
        MetricFamilies families = new MetricFamilies();
        Collection<LoadTest> all = tests.get();
        Map<State, Integer> byState = new EnumMap<>(State.class);
        for (State state : State.values()) {
            byState.put(state, 0);
        }
        all.forEach(test -> byState.merge(state(test), 1, Integer::sum));
        byState.forEach((state, count) -> families.gauge(TESTS, Labels.of("state", label(state)), count));
        List<LoadTest> shown = all.stream().sorted(order()).limit(MAX_TESTS).toList();
        List<CompletableFuture<Optional<RunMeasures>>> measures =
                shown.stream().map(this::measure).toList();
        for (int i = 0; i < shown.size(); i++) {
            add(families, shown.get(i), measured(measures.get(i)));
        }
        return families.snapshots();
    }

    private static Comparator<LoadTest> order() {
        return Comparator.comparing((LoadTest test) -> state(test) == State.COMPLETED)
                .thenComparing(
                        test -> String.valueOf(test.getMetadata().getCreationTimestamp()), Comparator.reverseOrder());
    }

    private CompletableFuture<Optional<RunMeasures>> measure(LoadTest test) {
        return runs.measure(test.getMetadata().getUid())
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(Optional.empty(), MEASURE_SECONDS, TimeUnit.SECONDS);
    }

    private static Optional<RunMeasures> measured(CompletableFuture<Optional<RunMeasures>> measures) {
        try {
            return measures.join();
        } catch (CompletionException broken) {
            return Optional.empty();
        }
    }

    private static void add(MetricFamilies families, LoadTest test, Optional<RunMeasures> measures) {
        Labels run = Labels.of(
                "namespace",
                test.getMetadata().getNamespace(),
                "loadtest",
                test.getMetadata().getName());
        families.gauge(STATE, run.add("state", label(state(test))), 1);
        LoadTestStatus status = test.getStatus();
        if (status != null && status.verdict() != null) {
            families.gauge(VERDICT, run.add("verdict", label(status.verdict())), 1);
        }
        measures.ifPresent(it -> RunMetrics.add(families, run, it));
    }

    private static State state(LoadTest test) {
        LoadTestStatus status = test.getStatus();
        return status == null || status.state() == null ? State.PENDING : status.state();
    }

    /** As the status shows it, such as Running. */
    private static String label(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
