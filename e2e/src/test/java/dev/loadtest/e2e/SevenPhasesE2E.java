package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.report.ResultsFile;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The main job in a cluster: install the chart, apply the example, get one exact result. */
class SevenPhasesE2E {
    private static final String MANIFEST = "examples/plot-service/loadtest.yaml";

    @Test
    void booksMatchServiceCounts() {
        Operator.ready();
        try (Scenario scenario = Scenario.open("seven-phases")) {
            PlotService plots = scenario.plots();
            scenario.configMap("plot-inputs", "examples/plot-service/inputs");
            Run run = scenario.run(Scenario.read(MANIFEST), Manifests.small(3));

            LoadTestStatus status = run.awaitEnd(240);

            assertThat(status.verdict()).as(run::describe).isEqualTo(LoadTestStatus.Verdict.PASSED);
            assertThat(Objects.requireNonNull(status.phases()))
                    .extracting(phase -> phase.name() + " "
                            + Objects.requireNonNull(phase.cases()).passed())
                    .containsExactly(
                            "process 16",
                            "sanity 2",
                            "hammering 20",
                            "health 2",
                            "sampling 2",
                            "mixed-index 2",
                            "ultrakill 20");
            ResultsFile results = run.results();
            assertThat(results.cases()).isEqualTo(64);
            assertThat(results.statuses(PlotService.ENDPOINTS)).isEqualTo(plots.counts());
        }
    }
}
