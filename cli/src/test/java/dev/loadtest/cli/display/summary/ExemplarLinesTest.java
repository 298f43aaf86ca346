package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Runs;
import dev.loadtest.cli.display.Verbosity;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExemplarLinesTest {
    private static Exemplar failed(long k) {
        return new Exemplar(
                new Exemplar.Sent("shop[iter3]", "shop[iter3]", k, "visit", 2, 0, "pay", Kind.TRACKED, Map.of()),
                new Exemplar.Times(0, 0, 0, -1, 0, 12_000, 12_000),
                new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 500, "", "expected status 2xx, found 500"),
                Exemplar.Answer.NONE);
    }

    private static RunResult run(Verdict verdict, long failures) {
        List<Exemplar> failed = LongStream.range(0, failures)
                .mapToObj(ExemplarLinesTest::failed)
                .toList();
        return Runs.with(verdict, List.of(new ExemplarList("shop", "pay", Instant.EPOCH, failed, failed)));
    }

    @Test
    void aLineForEachFailure() {
        assertThat(ExemplarLines.failed(run(Verdict.FAILED, 2)))
                .containsExactly(
                        "shop[iter3] k=0 step=2 pay: expected status 2xx, found 500 (12.0 ms)",
                        "shop[iter3] k=1 step=2 pay: expected status 2xx, found 500 (12.0 ms)");
        assertThat(SummaryTest.summary(run(Verdict.FAILED, 2), 100, Verbosity.NORMAL))
                .contains("  failed first   shop[iter3] k=0 step=2 pay: expected status 2xx, found 500 (12.0 ms)");
    }

    @Test
    void linesAreBounded() {
        assertThat(ExemplarLines.failed(run(Verdict.FAILED, 25)))
                .hasSize(21)
                .last()
                .isEqualTo("5 more in results.json");
    }

    @Test
    void passedRunHasNone() {
        assertThat(ExemplarLines.failed(run(Verdict.PASSED, 2))).isEmpty();
    }

    @Test
    void slowestOnlyWhereATimeIsOverItsThreshold() {
        assertThat(ExemplarLines.slowest(run(Verdict.FAILED, 1))).isEmpty();
        assertThat(slowest("p99 < 40ms")).hasSize(2);
        assertThat(slowest("p99{request=pay} < 40ms"))
                .containsExactly("shop[iter3] k=7 step=2 pay: expected status 2xx, found 500 (12.0 ms)");
        assertThat(slowest("p99{phase=up} < 40ms"))
                .containsExactly("shop[iter3] k=8 step=2 pay: expected status 2xx, found 500 (12.0 ms)");
        assertThat(slowest("p99{journey=visit} < 40ms")).hasSize(2);
    }

    private static List<String> slowest(String threshold) {
        return ExemplarLines.slowest(Runs.tooSlow(
                threshold,
                List.of(
                        new ExemplarList("shop", "pay", Instant.EPOCH, List.of(failed(7)), List.of()),
                        new ExemplarList("up", "health", Instant.EPOCH, List.of(failed(8)), List.of()))));
    }
}
