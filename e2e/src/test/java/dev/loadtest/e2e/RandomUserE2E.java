package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Operator and workers under OpenShift's restricted-v2: an arbitrary user of group 0. */
class RandomUserE2E {
    private static final long USER = 1_000_650_000;
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";

    @AfterAll
    static void asBefore() {
        Operator.ready();
    }

    @Test
    void unknownUser() {
        Operator.ready(
                "podSecurityContext.runAsUser=" + USER,
                "podSecurityContext.runAsGroup=0",
                "podSecurityContext.fsGroup=" + USER);
        assertThat(Operator.leader().getSpec().getSecurityContext().getRunAsUser())
                .isEqualTo(USER);
        PodSecurityContext context = ran("random-user");
        assertThat(context.getRunAsUser()).isEqualTo(USER);
        assertThat(context.getRunAsGroup()).isZero();
        assertThat(context.getFsGroup()).isEqualTo(USER);
    }

    @Test
    void userLeftToAdmission() {
        Operator.ready("podSecurityContext=null");
        assertThat(Operator.leader().getSpec().getSecurityContext().getRunAsUser())
                .isNull();
        PodSecurityContext context = ran("no-user");
        assertThat(context.getRunAsUser()).isNull();
        assertThat(context.getRunAsGroup()).isNull();
        assertThat(context.getFsGroup()).isNull();
    }

    private static PodSecurityContext ran(String name) {
        try (Scenario scenario = Scenario.open(name)) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);
            Pod pod = run.pods().getFirst();
            assertThat(run.awaitEnd(90).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(run.results().total("sent")).isEqualTo(400).isEqualTo(plots.answered());
            return pod.getSpec().getSecurityContext();
        }
    }
}
