package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.LatencyCurves.Curve;
import dev.loadtest.report.LatencyCurves.Key;
import dev.loadtest.report.LatencyCurves.Kinds;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyCurvesTest {

    @Test
    void histogramsAreAdded() {
        Tally tally = new Tally();
        Histogram both = new Histogram(3);
        for (int i = 1; i <= 2000; i++) {
            Kind kind = i % 10 == 0 ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
            tally.slot(i % 3 == 0 ? "a" : "b", kind).complete(200, true, i * 50L, 0, 0);
            both.recordValue(i * 50L);
        }
        Curve all = curve(tally, new Key("p", "", "v", Kinds.BOTH, Time.SERVICE));
        assertThat(all.count()).isEqualTo(2000);
        assertThat(all.max()).isEqualTo(both.getMaxValue());
        assertThat(all.micros()).hasSize(27);
        assertThat(all.micros().get(8)).isEqualTo(both.getValueAtPercentile(90));
        assertThat(all.micros().get(16)).isEqualTo(both.getValueAtPercentile(99));
        assertThat(all.micros()).isSorted();
        assertThat(curve(tally, new Key("p", "", "v", Kinds.TRACKED, Time.SERVICE))
                        .count())
                .isEqualTo(200);
        assertThat(curve(tally, new Key("p", "a", "v", Kinds.BOTH, Time.RESPONSE))
                        .count())
                .isEqualTo(666);
    }

    @Test
    void singleResponse() {
        Tally tally = new Tally();
        tally.slot("a", Kind.TRACKED).complete(200, true, 700, 50, 5);
        Curve one = curve(tally, new Key("p", "", "v", Kinds.TRACKED, Time.RESPONSE));
        assertThat(one.micros()).containsExactly(755L);
        assertThat(one.max()).isEqualTo(755);
    }

    /** Warm-up and early tries count in no latency. */
    @Test
    void unscoredIsExcluded() {
        Tally tally = new Tally();
        tally.slot("a", Kind.TRACKED).complete(200, true, 700, 0, 0);
        tally.slot("a", Kind.UNSCORED).complete(200, true, 90_000, 0, 0);
        RunResult run = SampleRuns.small(tally.histograms("p", "v"));

        assertThat(run.histograms()).extracting(RunResult.HistogramEntry::kind).contains(Kind.UNSCORED);
        assertThat(LatencyCurves.of(run, Detail.FULL))
                .extracting(c -> c.key().kinds() + " " + c.count() + " " + c.max())
                .containsOnly("TRACKED 1 700", "BOTH 1 700");
    }

    @Test
    void runCurveCoversAllPhases() {
        RunResult run = SampleRuns.plots();
        List<Curve> curves = LatencyCurves.of(run, Detail.FULL);
        for (Kinds kinds : List.of(Kinds.TRACKED, Kinds.FIRE_AND_FORGET)) {
            Kind kind = kinds == Kinds.TRACKED ? Kind.TRACKED : Kind.FIRE_AND_FORGET;
            long count = curves.stream()
                    .filter(c -> c.key().phase().isEmpty()
                            && c.key().kinds() == kinds
                            && c.key().clock() == Time.RESPONSE)
                    .mapToLong(Curve::count)
                    .sum();
            assertThat(count)
                    .isEqualTo(run.totals().books().kind(kind).response().count());
        }
    }

    private static Curve curve(Tally tally, Key key) {
        RunResult run = SampleRuns.small(tally.histograms("p", "v"));
        return LatencyCurves.of(run, Detail.FULL).stream()
                .filter(c -> c.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
