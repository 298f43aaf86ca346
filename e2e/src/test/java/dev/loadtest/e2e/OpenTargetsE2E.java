package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Denied targets, even if the chart allows every address and every name of the cluster. */
class OpenTargetsE2E {

    @BeforeAll
    static void allowEverything() {
        Operator.ready("targets.allow={0.0.0.0/0,::/0,*.cluster.local}");
    }

    @AfterAll
    static void allowNothingMore() {
        Operator.ready();
    }

    @Test
    void allowedServiceOfOtherNamespace() {
        try (Scenario scenario = Scenario.open("from-here");
                Scenario other = Scenario.open("to-there")) {
            PlotService plots = other.plots();

            Run run = Targets.aim(scenario, "http://plots." + other.namespace() + ".svc.cluster.local:8000");

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(plots.answered()).isEqualTo(20);
        }
    }

    @Test
    void deniedAddresses() {
        try (Scenario scenario = Scenario.open("never")) {
            Map.ofEntries(
                            Map.entry("127.0.0.1", "a loopback address"),
                            Map.entry("[::1]", "a loopback address"),
                            Map.entry("[::ffff:127.0.0.1]", "a loopback address"),
                            Map.entry("0.0.0.0", "an unspecified address"),
                            Map.entry("224.0.0.1", "a multicast address"),
                            Map.entry("[ff02::1]", "a multicast address"),
                            Map.entry("169.254.1.1", "a link-local address"),
                            Map.entry("[fe80::1]", "a link-local address"),
                            Map.entry("169.254.169.254", "a cloud's metadata service"),
                            Map.entry("[::ffff:169.254.169.254]", "a cloud's metadata service"),
                            Map.entry("2130706433", "an unusual way to write an address"),
                            Map.entry(Targets.apiService(), "denied by the operator"),
                            Map.entry(Targets.apiServer(), "denied by the operator"))
                    .forEach((host, reason) -> Targets.assertRefused(scenario, "http://" + host, reason));

            Targets.assertNoJobs(scenario);
        }
    }

    @Test
    void nameWithDeniedAddress() {
        try (Scenario scenario = Scenario.open("by-name");
                Scenario other = Scenario.open("trap")) {
            other.apply(Targets.leadingTo("innocent", Targets.apiServer()));

            Run run = Targets.aim(scenario, "http://innocent." + other.namespace() + ".svc.cluster.local:6443");

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.FAILED);
            ResultsFile results = run.results();
            assertThat(results.json().at("/totals/tracked/errors/denied").asLong())
                    .isEqualTo(20);
            assertThat(results.json().at("/totals/tracked/errors").size()).isEqualTo(1);
        }
    }
}
