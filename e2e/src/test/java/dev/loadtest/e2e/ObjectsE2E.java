package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interference of namespace users with the objects of a run under way. */
class ObjectsE2E {
    private static final String STEADY = "e2e/scenarios/objects/steady.yaml";
    private static final String SHORT = "e2e/scenarios/objects/short.yaml";
    private static final long SHORT_REQUESTS = 5 * 4 + 150;

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    private static Command kubectl(Scenario scenario, String command) {
        String[] words = ("-n " + scenario.namespace() + " " + command).split(" ");
        return Command.kubectl(words);
    }

    /** The only object of a kind with this name suffix. */
    private static String named(Scenario scenario, String kind, String end) {
        return Kubernetes.names("-n", scenario.namespace(), "get", kind, "-l", Run.LABEL).stream()
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static Run started(Scenario scenario, String manifest) {
        Run run = scenario.run(Scenario.read(manifest));
        Kubernetes.within(60).until(() -> !run.shards().isEmpty());
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "configmap, -plan, delete",
        "configmap, -checkpoint, delete",
        "configmap, -0, delete",
        "networkpolicy, '', delete",
        "configmap, -plan, label loadtest.dev/uid-",
        "configmap, -checkpoint, label loadtest.dev/uid-",
        "networkpolicy, '', label loadtest.dev/uid-",
        "networkpolicy, '', patch --type=merge -p {\"spec\":{\"ingress\":[{}]}}",
        "configmap, -plan, patch --type=merge -p {\"metadata\":{\"ownerReferences\":null}}",
        "configmap, -checkpoint, patch --type=merge -p {\"metadata\":{\"ownerReferences\":null}}",
        "configmap, -checkpoint, patch --type=merge -p {\"data\":{\"epoch\":\"9223372036854775807\"}}"
    })
    void restoredWithinTenSeconds(String kind, String end, String deed) {
        try (Scenario scenario = Scenario.open("made-again")) {
            PlotService plots = scenario.plots();
            Run run = started(scenario, SHORT);
            // Two seconds into the rate: while cases end, shards are merged, and those that were are deleted.
            Kubernetes.within(60).until(() -> plots.answered() > 5 * 4 + 20);
            String object = named(scenario, kind, end);
            String before = kubectl(scenario, "get " + object + " -o jsonpath={.spec}{.binaryData}")
                    .out();

            String[] words = deed.split(" ", 2);
            kubectl(scenario, words[0] + " " + object + (words.length > 1 ? " " + words[1] : ""))
                    .ok();

            if (!end.equals("-checkpoint")) {
                Kubernetes.within(10).untilAsserted(() -> assertThat(
                                kubectl(scenario, "get " + object + " -o jsonpath={.spec}{.binaryData}")
                                        .out())
                        .isEqualTo(before));
            }
            String[] parts = object.split("/");
            Kubernetes.within(10).untilAsserted(() -> assertThat(kubectl(
                                    scenario,
                                    "get " + parts[0] + " -l loadtest.dev/uid --field-selector metadata.name="
                                            + parts[1] + " -o jsonpath={.items[*].metadata.ownerReferences[0].kind}")
                            .out())
                    .isEqualTo("LoadTest"));
            run.assertExact(plots, 90, SHORT_REQUESTS);
            run.awaitNoPods(90);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "delete, was deleted",
        "delete --cascade=orphan, was deleted",
        "patch --type=merge -p {\"spec\":{\"suspend\":true}}, suspend is set",
        "patch --type=merge -p {\"spec\":{\"parallelism\":1}}, parallelism is 1",
        "patch --type=merge -p {\"spec\":{\"activeDeadlineSeconds\":600}}, activeDeadlineSeconds is 600",
        "label loadtest.dev/uid-, its owner or its label",
        "patch --type=merge -p {\"metadata\":{\"ownerReferences\":null}}, its owner or its label"
    })
    void lostJobEndsRun(String deed, String why) {
        try (Scenario scenario = Scenario.open("no-job")) {
            PlotService plots = scenario.plots();
            Run run = started(scenario, STEADY);
            String job = named(scenario, "job", "");

            int space = deed.indexOf(' ');
            String verb = space < 0 ? deed : deed.substring(0, space);
            kubectl(scenario, verb + " " + job + (space < 0 ? " --wait=false" : deed.substring(space)))
                    .ok();

            LoadTestStatus status = run.awaitEnd(20);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("the Job \"", why);
            run.results();
            plots.isIdleWithin(1);
            run.awaitNoPods(90);
            run.delete();
            scenario.awaitNothingOwned(60);
        }
    }

    /** After losing its label, index or owner, a pod no longer counts as a worker and is deleted. */
    @ParameterizedTest
    @CsvSource({
        "label, loadtest.dev/uid-",
        "label, batch.kubernetes.io/controller-uid-",
        "annotate, batch.kubernetes.io/job-completion-index-"
    })
    void formerWorkerPodIsReplaced(String verb, String what) {
        try (Scenario scenario = Scenario.open("no-worker")) {
            scenario.plots();
            Run run = started(scenario, STEADY);
            Pod pod = run.pods().getFirst();

            kubectl(scenario, verb + " pod " + pod.getMetadata().getName() + " " + what)
                    .ok();

            Kubernetes.within(90).until(() -> scenario.client().resource(pod).get() == null);
            LoadTestStatus status = run.await(
                    60,
                    it -> it.workers() != null
                            && Objects.equals(1, it.workers().lost())
                            && Objects.equals(2, it.workers().ready()));
            assertThat(status.message()).contains("1 worker was lost");
            run.patch("{\"stop\": true}");
            run.awaitEnd(30);
            run.awaitNoPods(90);
        }
    }

    /** What was sent is unknown: the run is not started again. */
    @Test
    void deletedHeadEndsRun() {
        try (Scenario scenario = Scenario.open("no-head")) {
            PlotService plots = scenario.plots();
            Run run = started(scenario, STEADY);

            Operator.scale(0);
            long sent = plots.isIdleWithin(Run.PAUSED_WITHIN_SECONDS);
            kubectl(scenario, "delete " + named(scenario, "configmap", "-checkpoint"))
                    .ok();
            Operator.ready();

            LoadTestStatus status = run.awaitEnd(60);
            assertThat(status.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("-checkpoint\" of the run's checkpoint was deleted");
            assertThat(plots.answered()).isEqualTo(sent);
            run.awaitNoPods(90);
        }
    }

    /** Anybody with the right can create a Job of our name, owner and label: it is never used. */
    @Test
    void lookAlikeJobIsNotUsed() {
        try (Scenario scenario = Scenario.open("forged-job")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read(SHORT), Manifests.spec(Map.of("suspend", true)));
            run.awaitState(30, LoadTestStatus.State.SUSPENDED);
            HasMetadata test = Objects.requireNonNull(run.resource().get());
            scenario.apply("""
                    apiVersion: batch/v1
                    kind: Job
                    metadata:
                      name: %s
                      labels: {loadtest.dev/name: short, loadtest.dev/uid: %s}
                      ownerReferences:
                      - {apiVersion: loadtest.dev/v1alpha1, kind: LoadTest, name: short, uid: %s, controller: true}
                    spec:
                      suspend: true
                      template:
                        spec: {restartPolicy: Never, containers: [{name: forged, image: forged}]}
                    """.formatted(
                            Owned.base(test),
                            test.getMetadata().getUid(),
                            test.getMetadata().getUid()));

            run.patch("{\"suspend\": false}");

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            assertThat(run.results().total("sent")).isEqualTo(SHORT_REQUESTS);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "0"})
    void cascadeOrphan(int operators) {
        try (Scenario scenario = Scenario.open("orphans")) {
            PlotService plots = scenario.plots();
            Run run = started(scenario, STEADY);
            if (operators == 0) {
                Operator.scale(0);
            }

            kubectl(scenario, "delete loadtest steady --cascade=orphan").ok();

            plots.isIdleWithin(operators == 0 ? Run.PAUSED_WITHIN_SECONDS : 2);
            if (operators == 0) {
                Operator.ready();
            }
            run.awaitGone(10);
            Kubernetes.within(90)
                    .untilAsserted(() -> assertThat(owned(scenario)).isEmpty());
        }
    }

    /** Except shards: they have no owner left, and only the head names them. */
    private static List<String> owned(Scenario scenario) {
        return Kubernetes.names(
                        "-n", scenario.namespace(), "get", "jobs,pods,configmaps,networkpolicies", "-l", Run.LABEL)
                .stream()
                .toList();
    }
}
