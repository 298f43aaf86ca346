package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Problems that no schema detects are refused before a pod starts, all at once; the corrected LoadTest runs. */
class RefusedE2E {
    private static final String[] REASONS = {
        "spec.files[0].configMap.name: there is no ConfigMap \"inputs\"",
        "spec.requests[0].query.by",
        "${nobody}",
        "spec.phases[1].mix[0].request",
        "\"proces\"",
        "spec.target.url: \"plots\" is not a Service of this namespace",
        "spec.worker.image: the operator does not allow another image"
    };

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void allReasonsThenCorrected() {
        try (Scenario scenario = Scenario.open("refused")) {
            Run run = scenario.run(Scenario.read("e2e/scenarios/refused/loadtest.yaml"));

            LoadTestStatus refused = run.await(
                    30, status -> status.message() != null && !status.message().isEmpty());
            assertThat(refused.message()).contains(REASONS);
            assertThat(refused.state()).isEqualTo(State.PENDING);
            assertThat(run.condition("Stalled")).isEqualTo("True InvalidSpec");
            assertThat(run.condition("Ready")).isEqualTo("False InvalidSpec");
            assertThat(event(scenario)).contains(REASONS);
            Targets.assertNoJobs(scenario);

            scenario.plots();
            scenario.configMap("inputs", Map.of("a.csv", "t,v\n1,2\n"));
            run.patch("""
                    {"worker": {"image": null},
                     "requests": [{"name": "process", "method": "POST", "path": "/process_unified", "timeout": "5s",
                                   "multipart": [{"name": "file", "file": "${file}"}]},
                                  {"name": "health", "path": "/health", "timeout": "5s"}],
                     "phases": [{"name": "upload", "request": "process", "maxLateness": "10s", "forEach": {"files": "csv"}},
                                {"name": "load", "maxLateness": "10s", "mix": [{"request": "health"}], "burst": {"requests": 5}}]}
                    """);

            assertThat(run.awaitEnd(90).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(run.condition("Stalled")).startsWith("False");
            assertThat(run.results().total("sent")).isEqualTo(6);
        }
    }

    private static String event(Scenario scenario) {
        return Kubernetes.within(10)
                .until(
                        () ->
                                scenario
                                        .client()
                                        .v1()
                                        .events()
                                        .inNamespace(scenario.namespace())
                                        .list()
                                        .getItems()
                                        .stream()
                                        .filter(event -> "InvalidSpec".equals(event.getReason()))
                                        .map(event -> Objects.requireNonNull(event.getMessage()))
                                        .findFirst()
                                        .orElse(""),
                        message -> !message.isEmpty());
    }
}
