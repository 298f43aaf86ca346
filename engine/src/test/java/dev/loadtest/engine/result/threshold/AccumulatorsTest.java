package dev.loadtest.engine.result.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RandomTallies;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccumulatorsTest {
    private record Closed(Case item, TallySheet sheet) {}

    static LongStream seeds() {
        return LongStream.range(0, 15);
    }

    private static Case item(String phase, String variant, int iteration) {
        String name = "iter" + iteration;
        return new Case(iteration, Case.id(phase, variant, name), phase, variant, name, iteration, null);
    }

    private static List<Closed> cases(long seed) {
        RandomTallies draw = new RandomTallies(seed);
        List<Closed> cases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (String phase : List.of("hammering", "ultrakill")) {
                for (String variant : List.of("forced", "cached")) {
                    cases.add(new Closed(item(phase, variant, i), draw.sheet()));
                }
            }
        }
        return cases;
    }

    private static Accumulators accumulated(List<Closed> cases) {
        Accumulators accumulators = new Accumulators();
        cases.forEach(closed -> accumulators.add(closed.item(), closed.sheet()));
        return accumulators;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void casesCloseInAnyOrder(long seed) {
        List<Closed> cases = cases(seed);
        Accumulators forth = accumulated(cases);
        Collections.shuffle(cases, new Random(seed));
        Accumulators other = accumulated(cases);

        assertThat(other.sheet().state()).isEqualTo(forth.sheet().state());
        assertThat(other.sheet("hammering").state())
                .isEqualTo(forth.sheet("hammering").state());
        assertThat(other.totals("ultrakill", "cached")).isEqualTo(forth.totals("ultrakill", "cached"));
        assertThat(other.histograms()).containsExactlyInAnyOrderElementsOf(forth.histograms());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void levelsAddUp(long seed) {
        List<Closed> cases = cases(seed);
        Accumulators accumulators = accumulated(cases);

        TallySheet all = new TallySheet();
        cases.forEach(closed -> all.add(closed.sheet()));
        TallySheet phases = accumulators.sheet("hammering");
        phases.add(accumulators.sheet("ultrakill", "forced"));
        phases.add(accumulators.sheet("ultrakill", "cached"));

        assertThat(accumulators.sheet().state()).isEqualTo(all.state());
        assertThat(phases.state()).isEqualTo(all.state());
        assertThat(accumulators.totals()).isEqualTo(all.totals());
        assertThat(accumulators.rps()).isEqualTo(all.rps());
        assertThat(accumulators.scored(Tally::sent)).isEqualTo(all.sent(Kind.TRACKED) + all.sent(Kind.FIRE_AND_FORGET));
    }

    @Test
    void includeOpenCases() {
        Accumulators accumulators = new Accumulators();
        TallySheet closed = new TallySheet();
        closed.tally("health", Kind.TRACKED).addPlanned(1);
        TallySheet open = new TallySheet();
        open.tally("draw", Kind.FIRE_AND_FORGET).addPlanned(2);
        accumulators.add(item("health", "forced", 0), closed);

        List<Measured> measured = accumulators.measured(Map.of(item("ultrakill", "cached", 1), open));

        assertThat(measured)
                .extracting(m -> m.phase() + " " + m.variant() + " " + m.request() + " " + m.kind() + " "
                        + m.tally().planned())
                .containsExactly("health forced health TRACKED 1", "ultrakill cached draw FIRE_AND_FORGET 2");
    }

    @Test
    void rateOfScoredRequests() {
        Accumulators accumulators = new Accumulators();
        TallySheet sheet = new TallySheet();
        Tally tracked = sheet.tally("health", Kind.TRACKED);
        tracked.sent(1_000_000, 0, 0, false);
        tracked.completed(true, 200, 1_500_000, 1, 1);
        Tally forgotten = sheet.tally("health", Kind.FIRE_AND_FORGET);
        forgotten.sent(1_100_000, 0, 0, false);
        forgotten.completed(false, 500, 3_000_000, 1, 1);
        Tally warmup = sheet.tally("health", Kind.UNSCORED);
        warmup.sent(0, 0, 0, false);
        warmup.completed(true, 200, 9_000_000, 1, 1);
        accumulators.add(item("health", "forced", 0), sheet);

        assertThat(accumulators.rps("health", "forced")).isEqualTo(1.0);
        assertThat(accumulators.rps("health", "cached")).isZero();
        assertThat(accumulators.totals("other")).isEqualTo(new RunResult.Totals(Books.EMPTY, Map.of()));
    }

    /** A threshold without a kind and a score measure the same. */
    @ParameterizedTest
    @MethodSource("seeds")
    void scoresMergeKindsAsThresholdsDo(long seed) {
        Accumulators accumulators = accumulated(cases(seed));

        RunResult.Scores scores = accumulators.scores(request -> "target of " + request);

        assertThat(scores.requests()).isNotEmpty();
        scores.requests().forEach((name, scored) -> {
            String label = "{request=" + name + "}";
            assertThat((double) scored.entry().response().p99()).isEqualTo(read("p99" + label, accumulators));
            assertThat(scored.entry().response().mean()).isEqualTo(read("mean" + label, accumulators));
            assertThat((double) scored.entry().sent()).isEqualTo(read("count" + label, accumulators));
            assertThat((double) scored.entry().failures()).isEqualTo(read("failures" + label, accumulators));
            assertThat(scores.targets().get("target of " + name)).isEqualTo(scored);
        });
        assertThat((double) scores.all().entry().response().max()).isEqualTo(read("max", accumulators));
        assertThat(scores.all().entry().counts())
                .isEqualTo(accumulators.totals().books().scored());
        assertThat(scores.all().rps()).isEqualTo(accumulators.rps());
        assertThat(accumulators.scores("hammering").all().rps()).isEqualTo(accumulators.rps("hammering"));
    }

    private static double read(String expression, Accumulators accumulators) {
        Threshold threshold = Threshold.parse(expression + " < 1" + (expression.matches("[cf].*") ? "" : "s"), false);
        Double value = ThresholdEvaluator.read(threshold, accumulators.measured(Map.of()))
                .value();
        return value == null ? 0 : value;
    }

    @Test
    void scoresWithoutTallies() {
        Accumulators accumulators = new Accumulators();
        assertThat(accumulators.scores((UnaryOperator<String>) null)).isEqualTo(RunResult.Scores.NONE);
        assertThat(accumulators.scores("other")).isEqualTo(RunResult.Scores.NONE);
    }

    /** Two phases of 100 a second in each of two variants, one after the other, with a pause of 5 s in between. */
    @Test
    void rateOfRunExcludesGaps() {
        Accumulators accumulators = new Accumulators();
        long at = 0;
        for (String variant : List.of("forced", "cached")) {
            for (String phase : List.of("health", "ultrakill")) {
                TallySheet sheet = new TallySheet();
                Tally tally = sheet.tally("health", Kind.TRACKED);
                for (int i = 0; i < 1_000; i++) {
                    tally.sent(at + i * 10_000L, 0, 0, false);
                    tally.completed(true, 200, at + (i + 1) * 10_000L, 1, 1);
                }
                accumulators.add(item(phase, variant, 0), sheet);
                at += 10_000_000;
            }
            at += 5_000_000;
        }

        assertThat(accumulators.rps()).isEqualTo(100);
        assertThat(accumulators.rps("health")).isEqualTo(100);
        assertThat(accumulators.rps("health", "cached")).isEqualTo(100);
    }

    /** A late outcome of one phase overlaps with the next phase: the overlap counts once. */
    @Test
    void rateOfRunCountsOverlapOnce() {
        Accumulators accumulators = new Accumulators();
        for (long from : new long[] {0, 5_000_000}) {
            TallySheet sheet = new TallySheet();
            Tally tally = sheet.tally("health", Kind.FIRE_AND_FORGET);
            for (int i = 0; i < 100; i++) {
                tally.sent(from, 0, 0, false);
                tally.completed(true, 200, from + 10_000_000, 1, 1);
            }
            accumulators.add(item("phase" + from, "", 0), sheet);
        }

        assertThat(accumulators.rps()).isEqualTo(200 / 15.0);
    }
}
