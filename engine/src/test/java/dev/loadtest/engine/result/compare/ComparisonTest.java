package dev.loadtest.engine.result.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.compare.LimitResult.Outcome;
import dev.loadtest.engine.result.wire.BlockState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The comparison of two runs: what corresponds, its intervals, and what its limits decide. */
class ComparisonTest {
    private static final double CONFIDENCE = 0.95;

    /** Blocks of a request; each request takes 2 to 3 ms in the base. */
    private static BlockEntry entry(String phase, String request, String print, int blocks, int each, double factor) {
        Random random = new Random(5);
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < blocks; i++) {
            Block block = sheet.row(request, Kind.TRACKED).at(i);
            for (int k = 0; k < each; k++) {
                block.sent();
                block.ended(false, (long) ((2_000_000 + random.nextInt(1_000_000)) * factor));
            }
        }
        return new BlockEntry(
                phase,
                "",
                request,
                Kind.TRACKED,
                print,
                sheet.state().lines().getFirst().blocks());
    }

    private static ComparedRun run(long seed, BlockEntry... entries) {
        return new ComparedRun("plots", seed, Verdict.PASSED, "", List.of(entries));
    }

    private static ComparedRun usual(double factor) {
        return run(7, entry("load", "draw", "a", 32, 100, factor));
    }

    private static Comparison compare(ComparedRun base, ComparedRun now, String... limits) {
        return Comparison.of(
                base, now, Stream.of(limits).map(DifferenceLimit::parse).toList(), CONFIDENCE);
    }

    private static LimitResult limit(ComparedRun base, ComparedRun now, String limit) {
        return compare(base, now, limit).limits().getFirst();
    }

    @Nested
    class Limits {
        @Test
        void kept() {
            LimitResult result = limit(usual(1), usual(1.02), "p99 <= +5%");

            assertThat(result.outcome()).isEqualTo(Outcome.WITHIN);
            assertThat(result.reason())
                    .matches("p99 <= \\+5%: 2\\.9\\d ms to 3\\.0\\d ms, \\+(1\\.9|2\\.0|2\\.1) %"
                            + " \\(95 %: \\+\\d\\.\\d % to \\+\\d\\.\\d %\\)");
        }

        @Test
        void broken() {
            assertThat(limit(usual(1), usual(1.10), "p99 <= +5%").outcome()).isEqualTo(Outcome.BEYOND);
            assertThat(limit(usual(1.10), usual(1), "mean >= -5%").outcome()).isEqualTo(Outcome.BEYOND);
            assertThat(limit(usual(1), usual(1.10), "mean <= +200us").outcome()).isEqualTo(Outcome.BEYOND);
        }

        @Test
        void requestsOfBothRunsCancelOut() {
            Difference difference = compare(usual(1), usual(1.1), "mean <= +0%")
                    .limits()
                    .getFirst()
                    .difference();

            // Each pair of blocks has the same requests: the interval has no width but the rounding of microseconds.
            assertThat(difference).isNotNull();
            assertThat(difference.value()).isCloseTo(10, within(0.05));
            assertThat(difference.high() - difference.low()).isLessThan(0.02);
            assertThat(difference.blocks()).isEqualTo(32);
            assertThat(difference.baseRequests()).isEqualTo(3_200);
        }

        @Test
        void acrossTheLimit() {
            ComparedRun noisy = run(7, noisy());

            LimitResult result = limit(usual(1), noisy, "mean <= +5%");

            assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
            assertThat(result.reason())
                    .containsPattern(", across the limit; a run about [\\d.]+ times as long would decide");
        }

        /** 250 requests without a failure leave room for 1.5 points, and three times as many for a third of that. */
        @Test
        void noFailureInTooFewRequests() {
            ComparedRun few = run(7, entry("load", "draw", "a", 25, 10, 1));

            assertThat(limit(few, few, "failures <= +0.5%").reason())
                    .contains("across the limit; a run about 3.0 times as long would decide");
        }

        /** A third of its blocks are 30 % slower. */
        private static BlockEntry noisy() {
            BlockEntry slow = entry("load", "draw", "a", 32, 100, 1.3);
            BlockEntry same = entry("load", "draw", "a", 32, 100, 1);
            List<BlockState> blocks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                blocks.add((i % 4 == 0 ? slow : same).blocks().get(i));
            }
            return new BlockEntry("load", "", "draw", Kind.TRACKED, "a", blocks);
        }

        @Test
        void tooFewResponses() {
            ComparedRun few = run(7, entry("load", "draw", "a", 32, 10, 1));

            assertThat(limit(few, few, "p99 <= +5%").reason())
                    .isEqualTo(
                            "p99 <= +5%: it needs 1,000 responses of each run, and there are 320; a run about 3.2 times"
                                    + " as long has them");
            assertThat(limit(few, few, "p95 <= +5%").outcome()).isEqualTo(Outcome.WITHIN);
        }

        @Test
        void tooFewBlocks() {
            ComparedRun few = run(7, entry("load", "draw", "a", 7, 1_000, 1));

            assertThat(limit(few, few, "p50 <= +5%"))
                    .extracting(LimitResult::outcome, LimitResult::reason)
                    .containsExactly(
                            Outcome.UNDECIDED,
                            "p50 <= +5%: only 7 blocks hold requests of both runs, and an interval needs 8");
        }

        @Test
        void labelsChooseRequests() {
            ComparedRun base = run(7, entry("load", "a", "p", 32, 100, 1), entry("load", "b", "p", 32, 100, 1));
            ComparedRun now = run(7, entry("load", "a", "p", 32, 100, 1.2), entry("load", "b", "p", 32, 100, 1));

            Comparison comparison =
                    compare(base, now, "p50{request=a} <= +5%", "p50{request=b} <= +5%", "mean <= +12%");

            assertThat(comparison.limits())
                    .extracting(LimitResult::outcome)
                    .containsExactly(Outcome.BEYOND, Outcome.WITHIN, Outcome.WITHIN);
            assertThat(comparison.has(Outcome.BEYOND)).isTrue();
            assertThat(comparison.rows()).extracting(Comparison.Row::request).containsExactly("a", "b");
        }
    }

    @Nested
    class Failures {
        private static ComparedRun failing(int each, int failures) {
            return failing(each, failures, -1);
        }

        /** @param other block with one more failure */
        private static ComparedRun failing(int each, int failures, int other) {
            BlockSheet sheet = new BlockSheet();
            for (int i = 0; i < 32; i++) {
                Block block = sheet.row("draw", Kind.TRACKED).at(i);
                for (int k = 0; k < each; k++) {
                    block.sent();
                    if (k < failures + (i == other ? 1 : 0)) {
                        block.failed();
                    } else {
                        block.ended(false, 1_000_000);
                    }
                }
            }
            return run(
                    7,
                    new BlockEntry(
                            "load",
                            "",
                            "draw",
                            Kind.TRACKED,
                            "a",
                            sheet.state().lines().getFirst().blocks()));
        }

        @Test
        void arePointsOfTheSent() {
            LimitResult result = limit(failing(100, 1), failing(100, 4), "failures <= +2%");

            assertThat(result.outcome()).isEqualTo(Outcome.BEYOND);
            assertThat(result.reason())
                    .isEqualTo("failures <= +2%: 1.00 % to 4.00 %, +3.00 points (95 %: +3.00 points to +3.00 points)");
        }

        /** None in a few requests does not mean that there are none. */
        @Test
        void noneIsCertainOnlyOfManyRequests() {
            assertThat(limit(failing(4, 0), failing(4, 0), "failures <= +0.5%").outcome())
                    .isEqualTo(Outcome.UNDECIDED);
            LimitResult many = limit(failing(100, 0), failing(100, 0), "failures <= +0.5%");
            assertThat(many.outcome()).isEqualTo(Outcome.WITHIN);
            // 1 - 0.025^(1/3200)
            assertThat(many.difference()).isNotNull().satisfies(it -> assertThat(it.high())
                    .isCloseTo(0.1152, within(1e-4)));
        }

        /** A run without failures may have been lucky, and a draw of its blocks cannot show it. */
        @Test
        void noneBesideSome() {
            ComparedRun one = failing(4, 0, 5);
            ComparedRun none = failing(4, 0);

            LimitResult better = limit(one, none, "failures <= +0%");
            assertThat(better.outcome()).as(better.reason()).isEqualTo(Outcome.UNDECIDED);
            LimitResult worse = limit(none, one, "failures >= +0%");
            assertThat(worse.outcome()).as(worse.reason()).isEqualTo(Outcome.UNDECIDED);
            assertThat(limit(failing(100, 4), failing(100, 0), "failures <= -2%")
                            .outcome())
                    .isEqualTo(Outcome.WITHIN);
        }
    }

    @Nested
    class WhatCorresponds {
        @Test
        void otherSeed() {
            ComparedRun other = run(8, entry("load", "draw", "a", 32, 100, 1));

            Comparison comparison = compare(usual(1), other, "p99 <= +5%");

            assertThat(comparison.refusals())
                    .containsExactly(
                            "the base has the seed 7, the new run 8: they sent different requests; run it again"
                                    + " with --seed 7");
            assertThat(comparison.isPossible()).isFalse();
            assertThat(comparison.limits().getFirst().outcome()).isEqualTo(Outcome.UNDECIDED);
            assertThat(comparison.limits().getFirst().reason())
                    .startsWith("p99 <= +5%: the runs cannot be compared: the base has the seed 7");
        }

        @Test
        void otherPhases() {
            ComparedRun base = run(
                    7,
                    entry("load", "draw", "a", 32, 100, 1),
                    entry("gone", "draw", "b", 32, 100, 1),
                    entry("changed", "draw", "c", 32, 100, 1));
            ComparedRun now = run(
                    7,
                    entry("load", "draw", "a", 32, 100, 1),
                    entry("changed", "draw", "d", 32, 100, 1),
                    entry("added", "draw", "e", 32, 100, 1));

            Comparison comparison =
                    compare(base, now, "p50{phase=changed} <= +5%", "p50 <= +5%", "p50{phase=load} <= +5%");

            assertThat(comparison.refusals())
                    .containsExactly(
                            "the phase gone was sent by the base alone",
                            "the phase changed differs between the two plans, in its shape, its mix or its requests",
                            "the phase added was sent by the new run alone");
            assertThat(comparison.rows()).extracting(Comparison.Row::phase).containsExactly("load");
            assertThat(comparison.limits())
                    .extracting(LimitResult::outcome)
                    .containsExactly(Outcome.UNDECIDED, Outcome.UNDECIDED, Outcome.WITHIN);
            assertThat(comparison.limits().getFirst().reason())
                    .isEqualTo(
                            "p50{phase=changed} <= +5%: it selects what cannot be compared: the phase changed differs"
                                    + " between the two plans, in its shape, its mix or its requests");
            assertThat(comparison.limits().get(1).reason())
                    .contains("the phase gone was sent by the base alone; the phase changed differs");
            assertThat(comparison.lacksDifference()).isTrue();
        }

        @Test
        void runsWhoseNumbersMustNotBeBelieved() {
            ComparedRun invalid = new ComparedRun("plots", 7, Verdict.INVALID, "late sends", usual(1).blocks());

            assertThat(compare(usual(1), invalid).refusals())
                    .containsExactly("the new run is Invalid (late sends): its numbers are not compared");
        }

        @Test
        void resultsWithoutBlocks() {
            assertThat(compare(run(7), usual(1)).refusals())
                    .singleElement()
                    .asString()
                    .startsWith("the results of the base hold no blocks");
        }

        /** Blocks that one run did not reach have no counterpart. */
        @Test
        void blocksOfBothRuns() {
            Comparison comparison = compare(usual(1), run(7, entry("load", "draw", "a", 20, 100, 1)), "p50 <= +5%");

            assertThat(comparison.limits().getFirst().difference())
                    .isNotNull()
                    .satisfies(it -> assertThat(it.blocks()).isEqualTo(20))
                    .satisfies(it -> assertThat(it.baseRequests()).isEqualTo(2_000));
        }
    }

    @Nested
    class Names {
        @Test
        void unknownOnesAreProblems() {
            List<DifferenceLimit> limits = Stream.of(
                            "p99{request=drwa} <= +5%", "p99{phase=load} <= +5%", "p50{variant=x} <= +5%")
                    .map(DifferenceLimit::parse)
                    .toList();

            assertThat(LimitNames.problems(limits, usual(1), usual(1)))
                    .containsExactly(
                            "limit \"p99{request=drwa} <= +5%\": neither run has a request named \"drwa\""
                                    + " (did you mean \"draw\"?)",
                            "limit \"p50{variant=x} <= +5%\": neither run has variants");
        }
    }

    @Test
    void equalInputGivesEqualOutput() {
        assertThat(compare(usual(1), usual(1.01), "p99 <= +5%"))
                .isEqualTo(compare(usual(1), usual(1.01), "p99 <= +5%"));
    }
}
