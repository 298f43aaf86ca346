package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.client.Watch;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User control of a run: pause, resume, stop, limits; verified with the service's own counts. */
class LifecycleE2E {
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    /** The service warms up for 13 s, and "until" waits 10 s: it passes only if its timeout pauses too. */
    @ParameterizedTest
    @CsvSource({"burst, 1200", "rate, 400", "concurrency, 400", "until, 0"})
    void nothingIsSentWhileSuspended(String shape, long planned) {
        try (Scenario scenario = Scenario.open("suspend-" + shape)) {
            PlotService plots = scenario.plots("--warmup", "13s");
            Run run = scenario.run(Scenario.read("e2e/scenarios/lifecycle/" + shape + ".yaml"));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            run.patch("{\"suspend\": true}");
            run.awaitState(10, State.SUSPENDED);
            plots.staysIdle(5);
            run.patch("{\"suspend\": false}");
            LoadTestStatus status = run.awaitEnd(60);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(status.pausedSeconds()).isBetween(5.0, 30.0);
            ResultsFile results = run.results();
            assertThat(results.json().path("pauses")).hasSize(1);
            assertThat(results.total("sent")).isEqualTo(plots.answered());
            if (planned > 0) {
                assertThat(results.total("sent")).isEqualTo(planned);
            }
        }
    }

    /** By the API server's watch events. */
    @Test
    void tenPausesWriteStatusOnceASecond() {
        try (Scenario scenario = Scenario.open("suspend-often")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/objects/steady.yaml"));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            StatusWrites writes = new StatusWrites();
            long begin = System.nanoTime();
            try (Watch watch = run.resource().watch(writes)) {
                assertThat(watch).isNotNull();
                for (int i = 0; i < 10; i++) {
                    run.patch("{\"suspend\": true}");
                    run.patch("{\"suspend\": false}");
                }
                Kubernetes.later(3_000);
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000;
            assertThat(writes.count()).isBetween(1L, seconds + 2);
            run.awaitState(10, State.RUNNING);
            run.patch("{\"stop\": true}");
            run.awaitEnd(30);
        }
    }

    @Test
    void suspendedBeforeStart() {
        try (Scenario scenario = Scenario.open("suspended-start")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("suspend", true)));

            run.awaitState(10, State.SUSPENDED);
            Kubernetes.steady(3, () -> run.pods().isEmpty());
            run.patch("{\"suspend\": false}");

            assertThat(run.awaitEnd(60).verdict()).isEqualTo(Verdict.PASSED);
            assertThat(run.results().total("sent")).isEqualTo(plots.answered()).isEqualTo(400);
        }
    }

    @Test
    void stopWhileSuspended() {
        try (Scenario scenario = Scenario.open("stop")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE));
            Kubernetes.within(60).until(() -> plots.answered() > 5);
            run.patch("{\"suspend\": true}");
            run.awaitState(10, State.SUSPENDED);

            run.patch("{\"stop\": true}");
            LoadTestStatus status = run.awaitEnd(15);

            assertThat(status.verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(status.message()).contains("stop");
            ResultsFile results = run.results();
            assertThat(results.total("sent")).isEqualTo(plots.answered()).isLessThan(400);
            assertThat(results.total("planned")).isEqualTo(400);
            run.awaitNoPods(60);
        }
    }

    @Test
    void activeDeadline() {
        try (Scenario scenario = Scenario.open("active-deadline")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("activeDeadlineSeconds", 3)));

            LoadTestStatus status = run.awaitEnd(60);

            assertThat(status.verdict()).isEqualTo(Verdict.ABORTED);
            assertThat(status.message()).contains("activeDeadlineSeconds");
            assertThat(run.results().total("sent")).isEqualTo(plots.answered()).isBetween(50L, 200L);
        }
    }

    @Test
    void timeToLive() {
        try (Scenario scenario = Scenario.open("ttl")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("ttlSecondsAfterFinished", 3)));

            LoadTestStatus status = run.awaitEnd(60);

            assertThat(Objects.requireNonNull(status.results())).startsWith("configmap/");
            run.awaitGone(60);
            scenario.awaitNothingOwned(60);
        }
    }
}
