package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Service diverted to a denied address during a run ends the run. */
class LedAstrayE2E {

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void deniedEndpointsEndRun() {
        try (Scenario scenario = Scenario.open("led-astray")) {
            scenario.plots();
            Pod plots = scenario.client()
                    .pods()
                    .inNamespace(scenario.namespace())
                    .withLabel("app", "plots")
                    .list()
                    .getItems()
                    .getFirst();
            scenario.apply(Targets.byHand("door", plots.getStatus().getPodIP(), 8000));
            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/targets/minute.yaml"),
                    Manifests.spec(Map.of("target", Map.of("url", "http://door:8000"))));
            run.awaitState(90, State.RUNNING);

            Command.kubectl(
                            "-n",
                            scenario.namespace(),
                            "patch",
                            "endpointslice",
                            "door",
                            "--type=json",
                            "-p",
                            "[{\"op\": \"replace\", \"path\": \"/endpoints/0/addresses/0\", \"value\": \""
                                    + Targets.apiServer() + "\"}]")
                    .ok();

            LoadTestStatus status = run.awaitEnd(40);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message())
                    .contains("the target is not allowed any more", "leads to " + Targets.apiServer());
        }
    }

    @Test
    void externalNameEndsRun() {
        try (Scenario scenario = Scenario.open("renamed")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/targets/minute.yaml"));
            run.awaitState(90, State.RUNNING);

            Command.kubectl(
                            "-n",
                            scenario.namespace(),
                            "patch",
                            "service",
                            "plots",
                            "--type=merge",
                            "-p",
                            "{\"spec\": {\"type\": \"ExternalName\", \"externalName\": \"kubernetes.default\","
                                    + " \"clusterIP\": null, \"clusterIPs\": null}}")
                    .ok();

            LoadTestStatus status = run.awaitEnd(40);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("ExternalName");
        }
    }
}
