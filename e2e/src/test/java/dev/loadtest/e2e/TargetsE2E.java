package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Targets if the chart allows no others: the Services of the LoadTest's own namespace. */
class TargetsE2E {
    private static final String NOT_OURS = "is not a Service of this namespace";

    @BeforeAll
    static void install() {
        Operator.ready();
    }

    @Test
    void namesOfOwnService() {
        try (Scenario scenario = Scenario.open("own-service")) {
            PlotService plots = scenario.plots();
            List<String> hosts = Stream.of("", ".NS", ".NS.svc", ".NS.svc.cluster.local")
                    .map(suffix -> "plots" + suffix.replace("NS", scenario.namespace()))
                    .toList();

            List<Run> runs = Targets.aim(
                    scenario,
                    hosts.stream().map(host -> "http://" + host + ":8000").toList());

            for (Run run : runs) {
                assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            }
            assertThat(plots.answered()).isEqualTo(20L * hosts.size());
        }
    }

    /** A pod that started after the run began is reached, through the workers' rules and their NetworkPolicy. */
    @Test
    void headlessServiceIsFollowed() {
        try (Scenario scenario = Scenario.open("headless")) {
            PlotService plots = scenario.plots();
            scenario.apply(Targets.headless("pods", "plots", 8000));
            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/targets/minute.yaml"),
                    Manifests.spec(Map.of(
                            "target", Map.of("url", "http://pods:8000", "connection", Map.of("maxRequests", 1)))));
            Kubernetes.within(90).until(() -> plots.answered() > 0);

            Pod first = scenario.ready("plots", pod -> true);
            scenario.client().resource(first).delete();
            scenario.ready("plots", pod -> !pod.getMetadata()
                    .getUid()
                    .equals(first.getMetadata().getUid()));

            // Its counts begin with it.
            Kubernetes.within(60).ignoreExceptions().until(() -> plots.answered() > 0);
            run.patch("{\"stop\":true}");
            assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.ABORTED);
        }
    }

    @Test
    void otherTargetsAreRefused() {
        try (Scenario scenario = Scenario.open("no-target");
                Scenario other = Scenario.open("other")) {
            other.plots();
            scenario.apply(Targets.externalName("outside", "plots." + other.namespace() + ".svc.cluster.local"));
            scenario.apply(Targets.leadingTo("inwards", Targets.apiServer()));

            Targets.assertRefused(scenario, "http://plots." + other.namespace() + ":8000", NOT_OURS);
            Targets.assertRefused(scenario, "http://www.example.org", NOT_OURS);
            Targets.assertRefused(scenario, "http://missing", NOT_OURS);
            Targets.assertRefused(scenario, "http://kubernetes.default.svc:443", NOT_OURS);
            Targets.assertRefused(scenario, "http://outside:8000", "is a Service of type ExternalName");
            Targets.assertRefused(scenario, "http://inwards:6443", "leads to " + Targets.apiServer());
            Targets.assertRefused(scenario, "http://10.1.2.3", "targets.allow does not hold the address");

            Targets.assertNoJobs(scenario);
        }
    }
}
