package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user who may write ConfigMaps can neither stop the operator with a checkpoint nor keep a run from ending. */
class HostileCheckpointE2E {
    private static final String SMALLEST = "e2e/scenarios/targets/health.yaml";
    private static final String BRIEF = "e2e/scenarios/operator-loss/brief.yaml";
    private static final long BRIEF_REQUESTS = 5 * 20 + 400 + 5 * 20;
    private static final String SENTENCE =
            "-checkpoint\" that is not this LoadTest's checkpoint: it lacks the operator's seal";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void forgedBeforeRun() {
        List<Integer> restarts = restarts();
        try (Scenario scenario = Scenario.open("forged-checkpoint");
                Scenario other = Scenario.open("beside-a-forgery")) {
            scenario.plots();
            other.plots();
            Run run = scenario.run(Scenario.read(SMALLEST), Manifests.spec(Map.of("suspend", true)));
            run.awaitState(30, State.SUSPENDED);
            LoadTest test = Objects.requireNonNull(run.resource().get());
            scenario.client().resource(Forgery.checkpoint(test)).create();

            run.patch("{\"suspend\": false}");

            LoadTestStatus status = run.awaitEnd(90);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains(Forgery.base(test) + SENTENCE);
            assertThat(other.run(Scenario.read(SMALLEST)).awaitEnd(90).verdict())
                    .isEqualTo(Verdict.PASSED);
            assertThat(restarts()).isEqualTo(restarts);
        }
    }

    @Test
    void forgedDuringRunIsOverwritten() {
        try (Scenario scenario = Scenario.open("tampered-checkpoint")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);

            forge(scenario, run);

            run.assertExact(plots, 120, BRIEF_REQUESTS);
        }
    }

    /** An operator that takes over has no other source than the checkpoint: the run ends. */
    @Test
    void forgedWithoutOperatorEndsRun() {
        try (Scenario scenario = Scenario.open("forged-takeover")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);

            Operator.scale(0);
            forge(scenario, run);
            Operator.ready();

            LoadTestStatus status = run.awaitEnd(90);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains(SENTENCE);
            run.awaitNoPods(90);
        }
    }

    private static void forge(Scenario scenario, Run run) {
        LoadTest test = Objects.requireNonNull(run.resource().get());
        ConfigMap forged = Forgery.checkpoint(test);
        scenario.client()
                .configMaps()
                .inNamespace(scenario.namespace())
                .withName(forged.getMetadata().getName())
                .edit(stored -> {
                    stored.setData(forged.getData());
                    stored.setBinaryData(forged.getBinaryData());
                    return stored;
                });
    }

    private static List<Integer> restarts() {
        return Operator.leader().getStatus().getContainerStatuses().stream()
                .map(container -> container.getRestartCount())
                .toList();
    }
}
