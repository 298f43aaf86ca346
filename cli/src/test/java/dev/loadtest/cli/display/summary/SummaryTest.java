package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Runs;
import dev.loadtest.cli.display.DisplayWidth;
import dev.loadtest.cli.display.TerminalFacts;
import dev.loadtest.cli.display.Verbosity;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {
    private static final Pointers POINTERS = Pointers.to("out/report.html");

    static List<String> summary(RunResult run, int width, Verbosity verbosity) {
        return Summary.of(run, POINTERS, new TerminalFacts(false, width, false), verbosity);
    }

    @Nested
    class Normal {
        @Test
        void numbersOfEachRequestAndPhase() {
            assertThat(String.join("\n", summary(Runs.failed(), 80, Verbosity.NORMAL)))
                    .isEqualTo("""

                            Failed: 1 case failed
                              cases          1 passed, 1 failed
                              run            4 workers, 1 min 12 s, --seed 7 sends the same again
                              insecure       the target's certificate was not checked (insecureSkipVerify)

                              request    count rate/s    p50    p95    p99   max failed    out     in
                              draw-valid 1,236   26.1 1.20ms 10.0ms 45.0ms 2.71s      8 117KiB 3.2MiB
                                connect x 3, 500 x 2, reset x 1, timeout x 1, unresolved x 1; not sent:
                                caseTimeout x 3, held x 1
                              health        80   1.70      -      -      -     -      0     0B     0B
                              all        1,316   27.8 1.20ms 10.0ms 45.0ms 2.71s      8 117KiB 3.2MiB

                              phase      count rate/s    p50    p95    p99   max failed    out     in
                              hammering  1,316   27.8 1.20ms 10.0ms 45.0ms 2.71s      8 117KiB 3.2MiB
                                1 case failed

                              thresholds     Passed  p99 < 5s - 45.0 ms
                                             Failed  failures < 0.1% - was 0.65 %
                              note           worker 1 paused 12 ms for garbage collection
                              results        out/report.html
                              more           -v prints the books: planned, sent and every outcome, by kind""");
        }

        @Test
        void numbersOfEachJourney() {
            assertThat(summary(Runs.failedJourney(), 80, Verbosity.NORMAL))
                    .containsSubsequence(
                            "  journey    count rate/s    p50    p95    p99   max failed    out     in",
                            "  buy           10   0.11  2.00s  3.00s  4.00s 4.00s      2      -      -",
                            "    pay x 1, timeout x 1; not sent: stopped x 1");
        }

        @Test
        void howToRepeatTheFirstFailure() {
            Exemplar failed = new Exemplar(
                    new Exemplar.Sent("shop", "shop[iter3]", 17, "visit", 2, 0, "pay", Kind.TRACKED, Map.of()),
                    new Exemplar.Times(0, 0, 0, -1, 0, 12_000, 12_000),
                    new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 500, "", "expected status 2xx, found 500"),
                    Exemplar.Answer.NONE);
            RunResult run = Runs.with(
                    Verdict.FAILED,
                    List.of(new ExemplarList("shop", "pay", Instant.EPOCH, List.of(), List.of(failed))));
            Pointers pointers = POINTERS.withRequests("./loadtest request shop.yaml", "out/results.json");

            List<String> lines = Summary.of(run, pointers, new TerminalFacts(false, 80, false), Verbosity.NORMAL);

            assertThat(lines)
                    .endsWith(
                            "  failed again   ./loadtest request shop.yaml 'shop[iter3]' 17 --step 2 \\",
                            "                 --results out/results.json");
        }

        @Test
        void withoutLateSendsNoLateness() {
            assertThat(summary(Runs.failed(), 80, Verbosity.NORMAL)).noneMatch(line -> line.contains("lateness"));
            assertThat(summary(Runs.late(), 80, Verbosity.NORMAL))
                    .contains("  lateness       worst 3.25 ms, 12 of 1,236 sends too late");
        }
    }

    @Nested
    class Many {
        private static RunResult run(int names) {
            return Runs.named(IntStream.range(0, names)
                    .mapToObj("request-%03d"::formatted)
                    .toList());
        }

        /** A terminal shows some of them; all are in the results. */
        @Test
        void namesAreBounded() {
            List<String> lines = summary(run(200), 80, Verbosity.NORMAL);
            assertThat(lines).filteredOn(line -> line.startsWith("  request-")).hasSize(40);
            assertThat(String.join(" ", lines).replaceAll(" +", " ")).contains("160 more in results.json");
            assertThat(lines).hasSizeLessThan(200);
        }

        @Test
        void oneNameHasNoSum() {
            assertThat(summary(run(1), 80, Verbosity.NORMAL)).noneMatch(line -> line.startsWith("  all "));
        }
    }

    /** What helps depends on where the workers were. */
    @Nested
    class Invalid {
        private static String text(Pointers pointers) {
            return String.join(
                            " ",
                            Summary.of(Runs.invalid(), pointers, new TerminalFacts(false, 80, false), Verbosity.NORMAL))
                    .replaceAll(" +", " ");
        }

        @Test
        void podsOfAClusterGetSpecParallelism() {
            assertThat(text(Pointers.toCluster("configmap/a")))
                    .contains(
                            "what helps hammering: fewer than its 27.8 requests a second, or nodes without other work;")
                    .contains("maxLateness: 20ms")
                    .contains("spec.parallelism: 8 in place of 4 shares the load among more pods")
                    .doesNotContain("--workers", "this machine");
        }

        @Test
        void workersOfThisMachineGetNoSpecParallelism() {
            assertThat(text(POINTERS))
                    .contains("or a machine without other work;")
                    .doesNotContain("spec.parallelism");
        }
    }

    @Nested
    class Width {
        static IntStream widths() {
            return IntStream.of(20, 30, 40, 60, 79, 80, 99, 100, 101, 200);
        }

        @ParameterizedTest
        @MethodSource("widths")
        void noLineIsWiderThanTheTerminal(int width) {
            for (RunResult run : List.of(Runs.failed(), Runs.failedJourney(), Runs.named(wild()))) {
                for (Verbosity verbosity : Verbosity.values()) {
                    assertThat(Summary.of(run, Pointers.to("out"), new TerminalFacts(true, width, false), verbosity))
                            .allSatisfy(line -> assertThat(DisplayWidth.of(line))
                                    .as(line)
                                    .isLessThan(width)
                                    .isLessThanOrEqualTo(100));
                }
            }
        }

        /** Wide, narrow and combining characters stand in equal columns. */
        @Test
        void columnsAlignUnderAnyName() {
            List<String> table = summary(Runs.named(wild()), 80, Verbosity.NORMAL).stream()
                    .filter(line -> line.contains("1.20ms"))
                    .toList();
            assertThat(table).hasSize(wild().size() + 2);
            assertThat(table.stream().map(line -> DisplayWidth.of(line.substring(0, line.indexOf("1.20ms")))))
                    .containsOnly(DisplayWidth.of(
                            table.getFirst().substring(0, table.getFirst().indexOf("1.20ms"))));
        }

        private static List<String> wild() {
            return List.of(
                    "a".repeat(300),
                    "注文の確認",
                    "e\u0301".repeat(40),
                    "🚀🚀🚀 launch 🇩🇪",
                    "한국어 요청",
                    "tab\tand\u001B[31mcolour",
                    "naïve");
        }

        /** A path is copied, and a command is continued. */
        @Test
        void pathStaysWhole() {
            String path = "a-folder-with-a-long-name/".repeat(5) + "report.html";
            assertThat(Summary.of(
                            Runs.failed(), Pointers.to(path), new TerminalFacts(true, 60, false), Verbosity.NORMAL))
                    .anySatisfy(line -> assertThat(line).endsWith(path));
        }
    }

    @Nested
    class Quiet {
        @ParameterizedTest
        @EnumSource
        void verdictAlone(Verdict verdict) {
            RunResult run = Runs.with(verdict, List.of());
            assertThat(summary(run, 80, Verbosity.QUIET)).containsExactly(verdict.label() + ": 1 case failed");
            assertThat(Summary.withoutResults(verdict, "", TerminalFacts.PIPE, Verbosity.QUIET))
                    .containsExactly(verdict.label());
        }
    }

    @Nested
    class Verbose {
        @Test
        void booksAndReasons() {
            assertThat(summary(Runs.failed(), 1_000, Verbosity.VERBOSE))
                    .containsSubsequence(
                            "  tracked        planned 1,240 = sent 1,236 + notSent 4 {caseTimeout: 3, held: 1}",
                            "                 sent 1,236 = succeeded 1,228 + unexpected 2 + errors 4 {connect: 3, reset: 1} +",
                            "                 timeouts 1 + unresolved 1",
                            "                 response p50 1.20 ms, p90 8.40 ms, p99 45.0 ms, max 2.71 s",
                            "                 first byte p50 1.20 ms, p90 8.40 ms, p99 45.0 ms, max 2.71 s",
                            "                 bytes 120,000 sent, 3,400,000 received",
                            "  fireAndForget  planned 80 = sent 80 + notSent 0",
                            "                 sent 80 = succeeded 80 + unexpected 0 + errors 0 + timeouts 0 + unresolved 0",
                            "  unscored       planned 2 = sent 2 + notSent 0",
                            "  thresholds     Passed  p99 < 5s - 45.0 ms",
                            "  lateness       worst 3.25 ms, 0 of 1,236 sends too late",
                            "  results        out/report.html");
        }

        @Test
        void booksOfJourneys() {
            assertThat(summary(Runs.failedJourney(), 100, Verbosity.VERBOSE))
                    .containsSubsequence(
                            "  journey        buy, tracked: planned 11 = begun 10 + notBegun 1 {stopped: 1}",
                            "                 begun 10 = completed 8 + failed 1 {pay: 1} + timeouts 1 + unresolved 0",
                            "                 duration p50 2.00 s, p90 3.00 s, p99 4.00 s, max 4.00 s");
        }
    }

    @Nested
    class Colours {
        private static final String ESCAPE = "\u001B[";

        private static List<String> lines(Verdict verdict, boolean colour) {
            return Summary.of(
                    Runs.with(verdict, List.of()), POINTERS, new TerminalFacts(true, 80, colour), Verbosity.NORMAL);
        }

        @Test
        void ofTheVerdict() {
            assertThat(lines(Verdict.PASSED, true).get(1)).isEqualTo("\u001B[32mPassed\u001B[0m: 1 case failed");
            assertThat(lines(Verdict.FAILED, true).get(1)).startsWith("\u001B[31mFailed\u001B[0m: ");
            assertThat(lines(Verdict.INVALID, true).get(1)).startsWith("\u001B[33mInvalid\u001B[0m: ");
            assertThat(lines(Verdict.ABORTED, true).get(1)).startsWith("\u001B[33mAborted\u001B[0m: ");
            assertThat(lines(Verdict.ERROR, true).get(1)).startsWith("\u001B[1;31mError\u001B[0m: ");
        }

        @Test
        void ofThresholdsAndTheBaseline() {
            List<BaselineResult.Limit> limits = List.of(
                    limit("Within", true), limit("Beyond", false), limit("Undecided", false), limit("Undecided", true));
            RunResult run = Runs.failed()
                    .withBaseline(
                            new BaselineResult("base.json", "base", 0.95, List.of("the phase p differs"), limits),
                            Verdict.FAILED,
                            "");
            assertThat(Summary.of(run, POINTERS, new TerminalFacts(true, 80, true), Verbosity.NORMAL))
                    .containsSubsequence(
                            "  thresholds     \u001B[32mPassed\u001B[0m  p99 < 5s - 45.0 ms",
                            "                 \u001B[31mFailed\u001B[0m  failures < 0.1% - was 0.65 %",
                            "  baseline       \u001B[32mWithin\u001B[0m  p99 <= +5%: as before",
                            "                 \u001B[31mBeyond\u001B[0m  p99 <= +5%: as before",
                            "                 \u001B[31mUndecided, which fails\u001B[0m  p99 <= +5%: as before",
                            "                 \u001B[33mUndecided\u001B[0m  p99 <= +5%: as before",
                            "                 \u001B[33mnot compared\u001B[0m  the phase p differs");
        }

        private static BaselineResult.Limit limit(String outcome, boolean passed) {
            return new BaselineResult.Limit("p99 <= +5%", outcome, passed, null, "p99 <= +5%: as before");
        }

        @ParameterizedTest
        @EnumSource
        void onlyWhereAllowed(Verdict verdict) {
            assertThat(lines(verdict, false)).noneMatch(line -> line.contains(ESCAPE));
        }
    }
}
