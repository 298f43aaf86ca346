package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker pod goes in mid-run: another takes its place, what was lost with it is said, onWorkerLoss is obeyed. */
class WorkerLossE2E {
    private static final String LONG = "e2e/scenarios/lifecycle/long.yaml";
    private static final String THINKERS = "e2e/scenarios/lifecycle/thinkers.yaml";
    private static final long PLANNED = 1200;

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void deletedPodIsReplaced() {
        replaced(
                "pod-deleted",
                pod -> Kubernetes.client().resource(pod).withGracePeriod(0).delete(),
                " was told to end, and ");
    }

    @Test
    void killedProcessIsReplaced() {
        Testbed.required();
        replaced("process-killed", pod -> Testbed.signal(pod, "KILL"), "was lost");
    }

    @Test
    void outOfMemoryIsReplaced() {
        Testbed.required();
        replaced("out-of-memory", Testbed::starve, "ended: OOMKilled");
    }

    @Test
    void abortOnDeletion() {
        aborted(
                "loss-abort",
                pod -> Kubernetes.client().resource(pod).withGracePeriod(0).delete(),
                "worker [01] was told to end, and onWorkerLoss is Abort");
    }

    @Test
    void abortOnOutOfMemory() {
        Testbed.required();
        aborted(
                "memory-abort",
                Testbed::starve,
                "worker [01] was lost .pod .* ended: OOMKilled .exit code 137.*onWorkerLoss is Abort");
    }

    @Test
    void abortOnKill() {
        Testbed.required();
        aborted(
                "killed-abort",
                pod -> Testbed.signal(pod, "KILL"),
                "worker [01] was lost .*exit code 137.*onWorkerLoss is Abort");
    }

    private static void aborted(String name, Consumer<Pod> end, String sentence) {
        try (Scenario scenario = Scenario.open(name)) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(LONG), Manifests.spec(Map.of("onWorkerLoss", "Abort")));
            Kubernetes.within(60).until(() -> plots.answered() > 50);

            lose(run, end);
            LoadTestStatus status = run.awaitEnd(25);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ABORTED);
            assertThat(status.message()).containsPattern(sentence);
            ResultsFile results = run.results();
            assertThat(results.total("planned"))
                    .as("of the first of three cases")
                    .isEqualTo(PLANNED / 3);
            assertThat(results.total("sent")).isLessThan(PLANNED / 3);
            run.awaitNoPods(90);
        }
    }

    @Test
    void idleWorkerOnlyCounts() {
        try (Scenario scenario = Scenario.open("loss-of-nothing")) {
            PlotService plots = scenario.plots("--latency", "health=15s", "--jitter", "0");
            Run run = scenario.run(Scenario.read("e2e/scenarios/lifecycle/single.yaml"));
            run.awaitState(60, LoadTestStatus.State.RUNNING);
            Pod idle = run.idleWorker(20);

            Kubernetes.client().resource(idle).withGracePeriod(0).delete();
            LoadTestStatus status = run.awaitEnd(90);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(Objects.requireNonNull(status.workers()).lost()).isEqualTo(1);
            assertThat(run.results().total("sent")).isEqualTo(plots.answered()).isEqualTo(1);
        }
    }

    /** Its requests took seconds, which were not the target's; and it is not lost, for it comes back. */
    @Test
    void frozenWorkerIsInvalid() {
        Testbed.required();
        try (Scenario scenario = Scenario.open("frozen")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/lifecycle/users.yaml"));
            Kubernetes.within(60).until(() -> plots.answered() > 50);
            Pod frozen = run.pods().getFirst();

            Testbed.signal(frozen, "STOP");
            long before = plots.answered();
            // Some three seconds of the other worker's two users.
            Kubernetes.within(30).until(() -> plots.answered() > before + 120);
            Testbed.signal(frozen, "CONT");
            LoadTestStatus status = run.awaitEnd(60);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.INVALID);
            assertThat(status.message()).containsPattern("users: worker [01] of the load generator stood still for ");
            assertThat(Objects.requireNonNull(status.workers()).lost()).isZero();
            assertThat(run.results().total("sent")).isEqualTo(plots.answered());
        }
    }

    /** Between two requests a user owes none, but what the user would have sent is missing all the same. */
    @Test
    void killedUsersAreMissing() {
        Testbed.required();
        Scenario.during("users-killed", THINKERS, 2, (plots, run) -> {
            lose(run, pod -> Testbed.signal(pod, "KILL"));
            LoadTestStatus status = run.awaitEnd(120);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.INVALID);
            assertThat(status.message()).containsPattern("1 of 2 users \\(50 %\\) was missing for [1-9][0-9.]* s");
            assertThat(Objects.requireNonNull(status.workers()).lost()).isEqualTo(1);
            assertThat(run.results().total("succeeded")).isLessThanOrEqualTo(plots.answered());
        });
    }

    @Test
    void deletedUsersAbort() {
        try (Scenario scenario = Scenario.open("users-abort")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(THINKERS), Manifests.spec(Map.of("onWorkerLoss", "Abort")));
            Kubernetes.within(60).until(() -> plots.answered() >= 2);

            lose(
                    run,
                    pod -> Kubernetes.client().resource(pod).withGracePeriod(0).delete());
            LoadTestStatus status = run.awaitEnd(25);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ABORTED);
            assertThat(status.message()).contains("onWorkerLoss is Abort");
        }
    }

    private static void replaced(String name, Consumer<Pod> end, String sentence) {
        Scenario.during(name, LONG, 51, (plots, run) -> {
            lose(run, end);
            run.await(
                    60,
                    status -> Objects.requireNonNull(status.workers()).lost() == 1
                            && Objects.requireNonNull(status.workers()).ready() == 2);
            LoadTestStatus status = run.awaitEnd(120);

            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.INVALID);
            assertThat(status.message()).contains(sentence);
            assertThat(Objects.requireNonNull(status.workers()).lost()).isEqualTo(1);
            ResultsFile results = run.results();
            assertThat(results.total("planned")).isEqualTo(PLANNED);
            assertThat(results.total("sent")).isGreaterThan(PLANNED / 2);
            assertThat(results.total("succeeded")).isLessThanOrEqualTo(plots.answered());
        });
    }

    private static void lose(Run run, Consumer<Pod> end) {
        end.accept(run.pods().getFirst());
    }
}
