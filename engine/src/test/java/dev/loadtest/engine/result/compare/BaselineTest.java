package dev.loadtest.engine.result.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {

    /** 32 blocks of 100 requests; each takes 2 to 3 ms, times a factor. */
    private static BlockEntry entry(String phase, String print, double factor) {
        Random random = new Random(5);
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 32; i++) {
            Block block = sheet.row("draw", Kind.TRACKED).at(i);
            for (int k = 0; k < 100; k++) {
                block.sent();
                block.ended(false, (long) ((2_000_000 + random.nextInt(1_000_000)) * factor));
            }
        }
        return new BlockEntry(
                phase,
                "",
                "draw",
                Kind.TRACKED,
                print,
                sheet.state().lines().getFirst().blocks());
    }

    private static RunResult run(Verdict verdict, long seed, BlockEntry... blocks) {
        return new RunResult(
                new Execution("plots", seed, Instant.EPOCH, Instant.EPOCH, 1, 0, false, List.of()),
                Judgement.of(verdict, verdict == Verdict.PASSED ? "" : "1 case failed"),
                Measurements.NONE.withBlocks(List.of(blocks)),
                SingleRequests.NONE,
                List.of());
    }

    private static Baseline baseline(boolean undecidedPasses, String... limits) {
        ComparedRun base = ComparedRun.of(run(Verdict.PASSED, 7, entry("load", "a", 1), entry("other", "b", 1)));
        return new Baseline(
                "configmap/base",
                base,
                Stream.of(limits).map(DifferenceLimit::parse).toList(),
                undecidedPasses);
    }

    private static RunResult judged(boolean undecidedPasses, RunResult result, String... limits) {
        return baseline(undecidedPasses, limits).judge(result);
    }

    private static BaselineResult.Limit only(RunResult result) {
        return Objects.requireNonNull(result.baseline()).limits().getFirst();
    }

    private static RunResult usual(double factor) {
        return run(Verdict.PASSED, 7, entry("load", "a", factor), entry("other", "b", factor));
    }

    @Test
    void within() {
        RunResult result = judged(false, usual(1.01), "p99 <= +5%");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.message()).isEmpty();
        assertThat(only(result).outcome()).isEqualTo("Within");
        assertThat(only(result).passed()).isTrue();
        assertThat(Objects.requireNonNull(only(result).change()).unit()).isEqualTo("percent");
    }

    @Test
    void beyondFails() {
        RunResult result = judged(true, usual(1.2), "p99 <= +5%", "mean <= +50%");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).startsWith("baseline: p99 <= +5%: 2.").doesNotContain("mean");
        assertThat(only(result).passed()).isFalse();
    }

    @Test
    void undecidedAsAsked() {
        assertThat(judged(false, usual(1.05), "p99 <= +5%").verdict()).isEqualTo(Verdict.FAILED);
        RunResult passed = judged(true, usual(1.05), "p99 <= +5%");
        assertThat(passed.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(only(passed).outcome()).isEqualTo("Undecided");
        assertThat(only(passed).passed()).isTrue();
    }

    /** No data is never a pass. */
    @Test
    void otherSeedNeverPasses() {
        RunResult other = run(Verdict.PASSED, 8, entry("load", "a", 1), entry("other", "b", 1));
        RunResult result = judged(true, other, "p99 <= +500%");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).contains("the base has the seed 7, the new run 8");
        assertThat(only(result).change()).isNull();
    }

    @Test
    void otherPlanNeverPasses() {
        RunResult other = run(Verdict.PASSED, 7, entry("load", "x", 1), entry("other", "y", 1));
        assertThat(judged(true, other, "p99 <= +500%").verdict()).isEqualTo(Verdict.FAILED);
    }

    /** What is left of a phase that changed says nothing about it; other phases are compared all the same. */
    @Test
    void limitOverChangedPhaseNeverPasses() {
        RunResult changed = run(Verdict.PASSED, 7, entry("load", "a", 1), entry("other", "y", 1));
        RunResult all = judged(true, changed, "p99 <= +500%");
        assertThat(all.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(all.message())
                .startsWith("baseline: p99 <= +500%: it selects what cannot be compared: the phase other differs");
        RunResult some = judged(true, changed, "p99{phase=load} <= +500%");
        assertThat(some.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(Objects.requireNonNull(some.baseline()).refusals()).hasSize(1);
    }

    @Test
    void reasonsOfTheRunStay() {
        RunResult failed = run(Verdict.FAILED, 7, entry("load", "a", 2), entry("other", "b", 2));
        RunResult result = judged(false, failed, "p99 <= +5%");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).startsWith("1 case failed; baseline: p99 <= +5%: ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"INVALID", "ABORTED", "ERROR"})
    void otherVerdictsStay(Verdict verdict) {
        RunResult result = judged(false, run(verdict, 7, entry("load", "a", 2)), "p99 <= +5%");
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.message()).isEqualTo("1 case failed");
        assertThat(only(result).passed()).isFalse();
    }
}
