package dev.loadtest.control.metrics;

import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects one scrape's values, in any order. Each metric has values of one type. Confined to one thread. */
public final class MetricFamilies {
    private static final double MICROS = 1e6;
    /** Below the smallest latency above 0, a microsecond. */
    private static final double ZERO_THRESHOLD = Math.pow(2, -21);

    private final Map<Metric, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
    private final Map<Metric, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<Metric, SummarySnapshot.Builder> summaries = new LinkedHashMap<>();
    private final Map<Metric, HistogramSnapshot.Builder> histograms = new LinkedHashMap<>();

    /** @param value since the start of what is counted; never falls */
    public void counter(Metric metric, Labels labels, double value) {
        counters.computeIfAbsent(metric, any -> CounterSnapshot.builder())
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
    }

    public void gauge(Metric metric, Labels labels, double value) {
        gauges.computeIfAbsent(metric, any -> GaugeSnapshot.builder())
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
    }

    /** Count and sum of durations. */
    public void summary(Metric metric, Labels labels, Spread spread) {
        summaries
                .computeIfAbsent(metric, any -> SummarySnapshot.builder())
                .dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .labels(labels)
                        .count(spread.count())
                        .sum(spread.sumMicros() / MICROS)
                        .build());
    }

    /** A native histogram, with classic buckets for readers of the text formats. */
    public void histogram(Metric metric, Labels labels, LatencyBuckets buckets) {
        histograms
                .computeIfAbsent(metric, any -> HistogramSnapshot.builder())
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(labels)
                        .sum(buckets.sumSeconds())
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(LatencyBuckets.bounds(), buckets.classic()))
                        .nativeSchema(LatencyBuckets.SCHEMA)
                        .nativeZeroThreshold(ZERO_THRESHOLD)
                        .nativeZeroCount(buckets.zeros())
                        .nativeBucketsForPositiveValues(NativeHistogramBuckets.of(buckets.indexes(), buckets.counts()))
                        .build());
    }

    public MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        counters.forEach((metric, family) -> all.metricSnapshot(named(metric, family)));
        gauges.forEach((metric, family) -> all.metricSnapshot(named(metric, family)));
        summaries.forEach((metric, family) -> all.metricSnapshot(named(metric, family)));
        histograms.forEach((metric, family) -> all.metricSnapshot(named(metric, family)));
        return all.build();
    }

    private static MetricSnapshot named(Metric metric, MetricSnapshot.Builder<?> family) {
        return family.name(metric.name()).help(metric.help()).build();
    }
}
