package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After any loss of the operator nothing of a run is lost, and nothing is sent or counted twice. */
class OperatorLossE2E {
    private static final String LASTING = "e2e/scenarios/operator-loss/lasting.yaml";
    private static final long LASTING_REQUESTS = 40 * 20 + 2_000 + 40 * 20;
    private static final String LONG = "e2e/scenarios/operator-loss/long.yaml";
    private static final long LONG_REQUESTS = 40 * 20 + 600 + 40 * 20;
    private static final String SHAPES = "e2e/scenarios/operator-loss/all-shapes.yaml";
    private static final long SHAPES_REQUESTS = 5 * 20 + 300 + 300 + 20 * 20 + 200;
    private static final String BRIEF = "e2e/scenarios/operator-loss/brief.yaml";
    private static final long BRIEF_REQUESTS = 5 * 20 + 400 + 5 * 20;

    @BeforeEach
    @AfterEach
    void operator() {
        Operator.ready();
    }

    @Test
    void killedTwentyTimes() {
        SplittableRandom random = new SplittableRandom(20);
        Scenario.during("killed", LASTING, 6, (plots, run) -> {
            int killed = 0;
            while (killed < 20 && run.status().completionTime() == null) {
                Operator.awaitRunning(60);
                Kubernetes.later(random.nextLong(200, 4_000));
                Operator.kill();
                killed++;
            }

            assertThat(killed).as("the run ended too early").isEqualTo(20);
            run.assertExact(plots, 240, LASTING_REQUESTS);
        });
    }

    /** Its shards exist without a head that commits them; their content must count once. */
    @Test
    void killedBetweenShardAndHead() {
        try (Scenario scenario = Scenario.open("half-written")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(LONG));
            Kubernetes.within(60).until(() -> !run.shards().isEmpty());

            scenario.whileThereIs("e2e/scenarios/operator-loss/no-head.yaml", () -> {
                Kubernetes.within(30).until(() -> !run.canWriteHead());
                Set<String> committed = run.shards();
                Kubernetes.within(30).until(() -> !committed.containsAll(run.shards()));
                Operator.kill();
            });

            run.assertExact(plots, 240, LONG_REQUESTS);
        }
    }

    @Test
    void cutOffForTenSeconds() {
        Testbed.required();
        Scenario.during("cut-off", BRIEF, 151, (plots, run) -> {
            Pod leader = Operator.leader();
            Testbed.signal(leader, "STOP");
            try {
                plots.isIdleWithin(Run.PAUSED_WITHIN_SECONDS);
            } finally {
                Testbed.signal(leader, "CONT");
            }

            run.assertExact(plots, 120, BRIEF_REQUESTS);
            assertThat(run.status().pausedSeconds()).isPositive();
        });
    }

    /** The frozen operator continues where it stopped, and must detect that another one has taken its runs. */
    @Test
    void twoOperatorsAtOnce() {
        Testbed.required();
        Operator.ready("replicas=2");
        Scenario.during("two-at-once", LONG, 101, (plots, run) -> {
            Pod leader = Operator.leader();
            Testbed.signal(leader, "STOP");
            try {
                Operator.awaitOtherLeader(leader, 150);
                long before = plots.answered();
                Kubernetes.within(30).until(() -> plots.answered() > before);
            } finally {
                Testbed.signal(leader, "CONT");
            }

            run.assertExact(plots, 240, LONG_REQUESTS);
        });
    }

    @Test
    void apiServerAwayForThirtySeconds() {
        Testbed.required();
        Scenario.during("api-away", BRIEF, 151, (plots, run) -> {
            Testbed.stop("kube-apiserver");
            Kubernetes.later(30_000);
            Testbed.start("kube-apiserver");

            run.assertExact(plots, 120, BRIEF_REQUESTS);
            assertThat(run.status().pausedSeconds())
                    .as("the run needs no API server")
                    .isZero();
        });
    }

    /** Rates, users and bursts: workers and coordinator do not depend on the API server. */
    @Test
    void apiServerAwayForTwentySeconds() {
        Testbed.required();
        Scenario.during("api-away-shapes", SHAPES, 151, (plots, run) -> {
            Testbed.stop("kube-apiserver");
            Kubernetes.later(20_000);
            Testbed.start("kube-apiserver");

            run.assertExact(plots, 180, SHAPES_REQUESTS);
        });
    }

    /**
     * Requests sent since the last checkpoint are unknown to all survivors: the run is Invalid, and its message says
     * why.
     */
    @Test
    void killedWithAllWorkers() {
        Testbed.required();
        Scenario.during("all-killed", LONG, 151, (plots, run) -> {
            List<Pod> workers = run.pods();
            Operator.kill();
            workers.forEach(pod -> Testbed.signal(pod, "KILL"));
            LoadTestStatus status = run.awaitEnd(240);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.INVALID);
            assertThat(Objects.requireNonNull(status.workers()).lost()).isEqualTo(2);
            ResultsFile results = run.results();
            assertThat(results.total("planned")).isEqualTo(LONG_REQUESTS);
            if (plots.answered() > results.total("sent")) {
                assertThat(status.message()).contains("may have been sent after that checkpoint, and are sent again");
            }
        });
    }

    @Test
    void upgradedDuringRun() {
        Scenario.during("upgraded", BRIEF, 151, (plots, run) -> {
            Operator.ready("podAnnotations.revision=next");

            run.assertExact(plots, 120, BRIEF_REQUESTS);
        });
    }

    @Test
    void deletedWithoutOperator() {
        try (Scenario scenario = Scenario.open("deleted-alone")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(LONG));
            Kubernetes.within(60).until(() -> plots.answered() > 5);

            Operator.scale(0);
            run.delete();

            run.awaitGone(10);
            plots.isIdleWithin(Run.PAUSED_WITHIN_SECONDS);
            scenario.awaitNothingOwned(90);
        }
    }
}
