package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Deleting a LoadTest stops its load within a second, deletes its objects, and frees its name at once. */
class DeletionE2E {
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void deletedDuringRun() {
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
    void deletedWhileSuspended() {
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

    /** Like {@code kubectl replace --force}: objects of the first LoadTest are still being collected. */
    @Test
    void replacedDuringRun() {
        try (Scenario scenario = Scenario.open("replaced")) {
            PlotService plots = scenario.plots();
            Run first = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            first.delete();
            Run second = scenario.run(Scenario.read(RATE));

            assertThat(second.awaitEnd(120).verdict()).as(second::describe).isEqualTo(Verdict.PASSED);
            assertThat(second.results().total("sent")).isEqualTo(400);
            assertThat(plots.answered()).isBetween(400L, 800L);
        }
    }

    /** The operator's view is as old as its freeze: the expired time to live is that of the previous LoadTest. */
    @RepeatedTest(3)
    void frozenOperatorDeletesNoSuccessor() {
        Testbed.required();
        try (Scenario scenario = Scenario.open("stale")) {
            scenario.plots();
            Run first = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("ttlSecondsAfterFinished", 4)));
            first.awaitEnd(90);

            Pod leader = Operator.leader();
            Testbed.signal(leader, "STOP");
            String uid;
            Run second;
            try {
                first.delete();
                first.awaitGone(10);
                second = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("ttlSecondsAfterFinished", 600)));
                uid = second.resource().get().getMetadata().getUid();
                Kubernetes.later(6_000);
            } finally {
                Testbed.signal(leader, "CONT");
            }

            assertThat(second.awaitEnd(120).verdict()).as(second::describe).isEqualTo(Verdict.PASSED);
            assertThat(second.resource().get().getMetadata().getUid()).isEqualTo(uid);
        }
    }

    @Test
    void deletedAndAppliedAtOnce() {
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
