package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Rows of a file on a volume, shared by two workers: picked once each, whatever happens to a worker. */
@EnabledIfEnvironmentVariable(named = "LOADTEST_E2E_CLUSTER", matches = ".+")
class RowsE2E {
    private static final String MANIFEST = Scenario.read("e2e/scenarios/rows/loadtest.yaml");
    private static final int RECORDED = 20_000;
    /** As many as the plan has requests. */
    private static final int ROWS = 800;

    @BeforeAll
    static void install() {
        Operator.ready();
    }

    private static PlotService plots(Scenario scenario) {
        return scenario.plots("--warmup", "0s", "--record", String.valueOf(RECORDED));
    }

    /** Quoted texts of several lines, so that lines are no rows. */
    private static void codes(HostVolume volume, int rows) throws IOException {
        Path in = Files.createDirectories(volume.folder().resolve("in"));
        Files.writeString(
                in.resolve("codes.csv"),
                IntStream.range(0, rows)
                        .mapToObj(i -> "\"of line\n" + i + "\",code-" + i + "\r\n")
                        .collect(Collectors.joining("", "\uFEFFnote,text\r\n", "")));
        volume.claim("data", "ReadWriteMany");
    }

    private static Set<String> requests(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "GET /health?code=code-" + i)
                .collect(Collectors.toSet());
    }

    /** What the run's requests were; the probes of the service's own pod have no query. */
    private static SortedMap<String, Long> redeemed(PlotService plots) {
        SortedMap<String, Long> requests = plots.requests();
        requests.keySet().removeIf(request -> !request.contains("?"));
        return requests;
    }

    @Test
    void everyRowOnce() throws IOException {
        try (Scenario scenario = Scenario.open("rows");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = plots(scenario);
            codes(volume, ROWS);

            Run run = scenario.run(MANIFEST);

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            SortedMap<String, Long> redeemed = redeemed(plots);
            assertThat(redeemed.keySet()).isEqualTo(requests(ROWS));
            assertThat(redeemed.values()).containsOnly(1L);
        }
    }

    /** Its rows are not given to the worker that takes its place: they may have been sent. */
    @Test
    void noRowTwiceWhenAWorkerIsKilled() throws IOException {
        try (Scenario scenario = Scenario.open("rows-killed");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = plots(scenario);
            codes(volume, ROWS);
            Run run = scenario.run(MANIFEST);
            Kubernetes.within(60).until(() -> plots.answered() > 100);

            Testbed.signal(run.pods().getFirst(), "KILL");
            LoadTestStatus status = run.awaitEnd(120);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.INVALID);
            assertThat(Objects.requireNonNull(status.workers()).lost()).isEqualTo(1);
            assertThat(run.results().total("planned")).isEqualTo(ROWS);
            SortedMap<String, Long> redeemed = redeemed(plots);
            assertThat(redeemed.values()).as("times that a row was sent").containsOnly(1L);
            assertThat(requests(ROWS)).containsAll(redeemed.keySet());
            assertThat((long) redeemed.size())
                    .isGreaterThan(100)
                    .isBetween(run.results().total("succeeded"), run.results().total("sent"));
        }
    }

    /** Known to the first worker alone, which says so before anything is sent. */
    @Test
    void tooFewRowsEndTheRun() throws IOException {
        try (Scenario scenario = Scenario.open("rows-few");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = plots(scenario);
            codes(volume, ROWS - 1);

            Run run = scenario.run(MANIFEST);

            LoadTestStatus status = run.awaitEnd(120);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("codes", String.valueOf(ROWS));
            assertThat(redeemed(plots)).isEmpty();
        }
    }
}
