package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Lateness;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Traffic;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidAdviceTest {

    private static PhaseResult phase(String invalid, long late, long worstMicros, Map<String, Long> errors) {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        Books.Entry entry = new Books.Entry(
                new Counts(
                        1_000,
                        1_000,
                        Map.of(),
                        1_000 - failed,
                        Map.of(),
                        errors,
                        0,
                        0,
                        Map.of(200, 1_000 - failed),
                        late),
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Spread.NONE,
                Spread.NONE,
                new Spread(1_000, worstMicros * 2, worstMicros),
                Traffic.NONE);
        return new PhaseResult(
                "steady",
                "",
                Map.of(),
                new Totals(new Books(Map.of(Kind.TRACKED, entry)), Map.of()),
                123.4,
                0,
                invalid,
                List.of());
    }

    private static List<String> here(List<PhaseResult> phases, int workers, int cores) {
        return InvalidAdvice.of(phases, workers, 0, new Generators.ThisMachine(cores));
    }

    private static List<String> inCluster(List<PhaseResult> phases, int workers, int lost) {
        return InvalidAdvice.of(phases, workers, lost, new Generators.Cluster());
    }

    private static String late(Duration maxLateness, long worstMicros) {
        return Lateness.invalid("steady", 1_000, 100, maxLateness, worstMicros).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12000     | or accept it by maxLateness: 20ms in this phase, whose latest send was 12.0 ms late
                    20000     | maxLateness: 20ms
                    20001     | maxLateness: 50ms
                    1000000   | maxLateness: 1000ms
                    1000001   | its latest send was 1.00 s late, too much to accept by maxLateness
                    """)
    void ofLateness(long worstMicros, String advice) {
        List<String> lines = here(List.of(phase("late", 100, worstMicros, Map.of())), 2, 2);
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("steady: fewer than its 123 requests a second, or a machine without other work; ")
                .endsWith(advice.contains("in this phase") || advice.startsWith("its") ? advice : "")
                .contains(advice);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 2", "2, 3, 3", "3, 16, 6"})
    void ofWorkers(int workers, int cores, int more) {
        assertThat(here(List.of(phase("late", 100, 12_000, Map.of())), workers, cores))
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("--workers " + more + " in place of " + workers
                        + " shares the load among more of this machine's " + cores + " cores");
    }

    @Test
    void ofLimitsAndStandstills() {
        List<PhaseResult> phases =
                List.of(phase("limit", 0, 0, Map.of("generator", 7L)), phase("stood still", 10, 3_000_000, Map.of()));
        assertThat(here(phases, 1, 8))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("raise the limit that is named above")
                                .contains("7 requests"),
                        line -> assertThat(line).contains("a machine that does not stand still"));
        assertThat(inCluster(phases, 1, 0))
                .hasSize(2)
                .last()
                .asString()
                .contains("pods that do not stand still: on nodes without other work");
    }

    /** The latest send was less late than is allowed: all that was late was under way at a standstill. */
    @Test
    void allowedLatenessIsNotAdvised() {
        Duration allowed = Duration.ofMillis(250);
        assertThat(here(List.of(phase(late(allowed, 12_000), 100, 12_000, Map.of())), 2, 2))
                .singleElement()
                .asString()
                .contains("a machine that does not stand still")
                .doesNotContain("maxLateness");
        assertThat(here(List.of(phase(late(allowed, 260_000), 100, 260_000, Map.of())), 2, 2))
                .singleElement()
                .asString()
                .contains("maxLateness: 500ms");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "4, 8", "600, 1000"})
    void ofPodsInACluster(int workers, int more) {
        assertThat(inCluster(List.of(phase("late", 100, 12_000, Map.of())), workers, 0))
                .satisfiesExactly(
                        line -> assertThat(line).contains("nodes without other work", "maxLateness: 20ms"),
                        line -> assertThat(line)
                                .startsWith("spec.parallelism: " + more + " in place of " + workers + " ")
                                .contains("spec.worker.resources"))
                .allSatisfy(line -> assertThat(line).doesNotContain("--workers", "this machine"));
    }

    @Test
    void mostWorkersAreNotDoubled() {
        assertThat(inCluster(List.of(phase("late", 100, 12_000, Map.of())), 1_000, 0))
                .last()
                .asString()
                .startsWith("spec.worker.resources");
    }

    @Test
    void ofLostWorkers() {
        assertThat(inCluster(List.of(phase("", 0, 0, Map.of())), 4, 1))
                .singleElement()
                .asString()
                .contains("spec.worker.resources.limits.memory");
    }

    /** A run may be Invalid by what was not sent, or by the loss of captured values. */
    @Test
    void withoutInvalidPhaseAnotherRunHelps() {
        assertThat(here(List.of(phase("", 100, 12_000, Map.of())), 1, 8))
                .singleElement()
                .asString()
                .startsWith("another run");
    }

    @Test
    void manyPhasesAreCounted() {
        List<PhaseResult> phases = Collections.nCopies(40, phase("late", 100, 12_000, Map.of()));
        assertThat(here(phases, 2, 2)).hasSize(6).last().isEqualTo("the same for 35 more phases");
    }
}
