package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user who may create ConfigMaps but no LoadTests cannot direct load by forging a plan. */
class ForgedPlanE2E {
    private static final String SMALLEST = "e2e/scenarios/targets/health.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void foreignPlanMakesNoPods() {
        try (Scenario victim = Scenario.open("aimed-at");
                Scenario scenario = Scenario.open("forged-plan")) {
            PlotService aimedAt = victim.plots();
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(SMALLEST), Manifests.spec(Map.of("suspend", true)));
            run.awaitState(30, State.SUSPENDED);
            LoadTest test = Objects.requireNonNull(run.resource().get());
            String url = "http://plots." + victim.namespace() + ".svc.cluster.local:8000";
            scenario.client().resource(Forgery.plan(test, url)).create();

            run.patch("{\"suspend\": false}");

            LoadTestStatus status = run.awaitEnd(60);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message())
                    .isEqualTo("there is a ConfigMap \"" + Forgery.base(test)
                            + "-plan\" that is not the plan which the status names (planSha256)");
            run.awaitNoPods(60);
            assertThat(plots.answered() + aimedAt.answered()).isZero();
        }
    }

    /** The plan is compared at each reading, also by an operator that takes the run over. */
    @Test
    void replacedPlanIsNotTakenOver() {
        try (Scenario scenario = Scenario.open("replaced-plan")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/operator-loss/long.yaml"));
            Kubernetes.within(60).until(() -> plots.answered() > 5);
            LoadTest test = Objects.requireNonNull(run.resource().get());

            Operator.scale(0);
            scenario.client()
                    .configMaps()
                    .inNamespace(scenario.namespace())
                    .withName(Forgery.base(test) + "-plan")
                    .delete();
            scenario.client().resource(Forgery.plan(test, "http://plots:8000")).create();
            Operator.ready();

            LoadTestStatus status = run.awaitEnd(90);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("-plan\" that is not the plan which the status names");
            run.awaitNoPods(90);
        }
    }
}
