package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void oneKindForAllVariants() {
        Tally forced = new Tally();
        forced.slot("draw", Kind.TRACKED).complete(200, true, 5_000, 0, 0);
        forced.slot("draw", Kind.FIRE_AND_FORGET).complete(200, true, 9_000, 0, 0);
        Tally cached = new Tally();
        cached.slot("draw", Kind.FIRE_AND_FORGET).complete(200, true, 1_000, 0, 0);

        assertThat(compared(forced, cached))
                .extracting(
                        Page.ComparisonRow::variant,
                        Page.ComparisonRow::kind,
                        Page.ComparisonRow::p50,
                        Page.ComparisonRow::p50Change)
                .containsExactly(tuple("forced", "", "5 ms", ""), tuple("cached", "", Display.NONE, ""));
    }

    @Test
    void fireAndForgetIfNothingTracked() {
        Tally forced = new Tally();
        forced.slot("draw", Kind.FIRE_AND_FORGET).complete(200, true, 4_000, 0, 0);
        Tally cached = new Tally();
        cached.slot("draw", Kind.FIRE_AND_FORGET).complete(200, true, 1_000, 0, 0);

        assertThat(compared(forced, cached))
                .allSatisfy(row -> assertThat(row.kind()).isEqualTo("fire-and-forget"));
        assertThat(compared(forced, cached).getLast().p50Change()).isEqualTo("4.00× faster");
    }

    private static List<Page.ComparisonRow> compared(Tally forced, Tally cached) {
        Tally both = new Tally();
        both.add(forced);
        both.add(cached);
        PhaseResult phase = new PhaseResult(
                "hammering",
                "",
                Map.of(),
                both.totals(),
                0,
                0,
                "",
                List.of(
                        new VariantResult("forced", Map.of(), forced.totals(), 0),
                        new VariantResult("cached", Map.of(), cached.totals(), 0)));
        return Comparison.byPhase(run(phase));
    }

    private static RunResult run(PhaseResult phase) {
        RunResult small = SampleRuns.small();
        return small.with(new Measurements(
                small.totals(),
                small.rps(),
                List.of(phase),
                small.cases(),
                small.timeline(),
                small.histograms(),
                small.blocks(),
                small.overTime()));
    }
}
