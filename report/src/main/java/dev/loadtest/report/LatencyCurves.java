package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Latency over percentile, on the axis of HdrHistogram's plots: x = log10(1 / (1 - p)), which puts 90, 99 and 99.9 % at
 * 1, 2 and 3. A curve ends at x = log10(count) with the largest value: nothing was measured beyond.
 */
final class LatencyCurves {
    /** Points per decade: between 90 and 99 %, between 99 and 99.9 %, and so on. */
    static final int PER_DECADE = 8;

    /** Key of the curve over all phases or all requests. */
    static final String ALL = "";

    /** With more histograms, curves of single requests are left out: the page would be megabytes. */
    private static final int MANY = 400;

    private final Map<Key, LatencyHistogram> sums = new LinkedHashMap<>();
    private final boolean eachRequest;

    private LatencyCurves(boolean eachRequest) {
        this.eachRequest = eachRequest;
    }

    /** What a curve covers. */
    record Key(String phase, String request, String variant, Kinds kinds, Time clock) {}

    /** The kinds that a curve covers. */
    enum Kinds {
        TRACKED("tracked"),
        FIRE_AND_FORGET("fireAndForget"),
        BOTH("both");

        private final String label;

        Kinds(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Values in microseconds at x = 0, 1/8, 2/8 and so on. */
    record Curve(Key key, long count, long max, List<Long> micros) {
        Curve {
            micros = List.copyOf(micros);
        }
    }

    static boolean eachRequest(RunResult result, Detail detail) {
        return detail.wholePage()
                && result.histograms().stream().filter(LatencyCurves::isDrawn).count() <= MANY;
    }

    /**
     * The curves of the run, of each phase, and of each of its requests. Keeps the histograms of one phase at a time.
     */
    static List<Curve> of(RunResult result, Detail detail) {
        boolean eachRequest = eachRequest(result, detail);
        LatencyCurves run = new LatencyCurves(false);
        List<Curve> curves = new ArrayList<>();
        Map<String, List<HistogramEntry>> phases = new LinkedHashMap<>();
        result.histograms().forEach(h -> phases.computeIfAbsent(h.phase(), p -> new ArrayList<>())
                .add(h));
        phases.forEach((name, entries) -> {
            LatencyCurves phase = new LatencyCurves(eachRequest);
            for (HistogramEntry entry : entries) {
                if (entry.kind() == Kind.UNSCORED || !isDrawn(entry)) {
                    continue;
                }
                LatencyHistogram histogram = LatencyHistogram.decode(entry.histogram());
                run.add(ALL, entry, histogram);
                phase.add(name, entry, histogram);
            }
            curves.addAll(phase.curves());
        });
        curves.addAll(0, run.curves());
        return curves;
    }

    /** The table has the first byte: as a third curve of each variant it would hide the others. */
    private static boolean isDrawn(HistogramEntry entry) {
        return entry.clock() != Time.FIRST_BYTE;
    }

    private void add(String phase, HistogramEntry entry, LatencyHistogram histogram) {
        Kinds kind = entry.kind() == Kind.TRACKED ? Kinds.TRACKED : Kinds.FIRE_AND_FORGET;
        boolean isJourney = !entry.journey().isEmpty();
        for (Kinds kinds : List.of(kind, Kinds.BOTH)) {
            if (!isJourney) {
                sum(new Key(phase, ALL, entry.variant(), kinds, entry.clock()), histogram);
            }
            if (eachRequest) {
                String request = isJourney ? "journey " + entry.journey() : entry.request();
                sum(new Key(phase, request, entry.variant(), kinds, entry.clock()), histogram);
            }
        }
    }

    private void sum(Key key, LatencyHistogram histogram) {
        sums.computeIfAbsent(key, k -> new LatencyHistogram()).add(histogram);
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        sums.forEach((key, histogram) -> {
            if (histogram.count() > 0) {
                curves.add(curve(key, histogram));
            }
        });
        return curves;
    }

    private static Curve curve(Key key, LatencyHistogram histogram) {
        long count = histogram.count();
        List<Long> micros = new ArrayList<>();
        double end = Math.log10(count);
        for (int i = 0; i == 0 || (double) i / PER_DECADE < end; i++) {
            double percentile = 100 * (1 - Math.pow(10, -(double) i / PER_DECADE));
            micros.add((long) histogram.valueAt(percentile));
        }
        return new Curve(key, count, histogram.maxMicros(), micros);
    }
}
