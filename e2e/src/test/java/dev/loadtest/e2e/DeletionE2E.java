package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Deleting a LoadTest ends its load within a second, takes all that it owned along, and leaves its name free at once. */
class DeletionE2E {
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void deletedInMidRunItSendsNothingMoreAndLeavesNothing() {
        try (Scenario scenario = Scenario.open("delete")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            run.delete();
            plots.isIdleWithin(1);

            run.awaitGone(10);
            scenario.awaitNothingOwned(60);
            assertThat(plots.answered()).isLessThan(400);
        }
    }

    @Test
    void deletedWhileSuspendedItLeavesNothing() {
        try (Scenario scenario = Scenario.open("delete-suspended")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);
            run.patch("{\"suspend\": true}");
            run.awaitState(10, State.SUSPENDED);
            long before = plots.answered();

            run.delete();

            run.awaitGone(10);
            scenario.awaitNothingOwned(60);
            assertThat(plots.answered()).isEqualTo(before);
        }
    }

    @Test
    void deletedAndAppliedAgainAtOnceItRunsAnewInWorkersOfItsOwn() {
        try (Scenario scenario = Scenario.open("again")) {
            PlotService plots = scenario.plots();
            Run first = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            first.delete();
            first.awaitGone(10);
            long before = plots.isIdleWithin(1);
            Run second = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("seed", 7)));

            assertThat(second.awaitEnd(90).verdict()).as(second::describe).isEqualTo(Verdict.PASSED);
            assertThat(second.results().total("sent")).isEqualTo(400).isEqualTo(plots.answered() - before);
        }
    }
}
