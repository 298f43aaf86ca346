package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Job of Argo Rollouts' AnalysisTemplate: it ends by the verdict, and leaves the results in its volume. */
@EnabledIfEnvironmentVariable(named = "LOADTEST_E2E_CLUSTER", matches = ".+")
class GateJobE2E {
    private static final String TEMPLATE = "deploy/argo-rollouts/analysistemplate.yaml";
    private static final String LONG = "e2e/scenarios/lifecycle/long.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @ParameterizedTest
    @CsvSource({
        "e2e/scenarios/lifecycle/single.yaml, 0, Complete, failures=\"0\"",
        "e2e/scenarios/columns/failed.yaml, 1, Failed, failures=\"1\"",
        "e2e/scenarios/metrics/late.yaml, 3, Failed, value=\"Invalid\"",
    })
    void endsByTheVerdict(String manifest, int exit, String condition, String junit) throws IOException {
        try (Scenario scenario = Scenario.open("gate");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            Job job = start(scenario, volume, Scenario.read(manifest));

            assertThat(exitStatus(scenario, job)).as(() -> log(scenario)).isEqualTo(exit);

            scenario.client().resource(job).waitUntilCondition(ended -> is(ended, condition), 60, TimeUnit.SECONDS);
            Path results = volume.folder().resolve("run");
            assertThat(results.resolve("junit.xml")).content().contains("<testsuite", junit);
            assertThat(results.resolve("results.json")).isNotEmptyFile();
            assertThat(results.resolve("report.html")).isNotEmptyFile();
        }
    }

    /** The shop's users are in a Secret that is not there, which its first worker notices: Error, and no results. */
    @Test
    void runThatCannotBegin() {
        try (Scenario scenario = Scenario.open("gate-error");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            Job job = start(scenario, volume, Scenario.read("examples/shop/loadtest.yaml"));

            assertThat(exitStatus(scenario, job)).as(() -> log(scenario)).isEqualTo(3);

            assertThat(log(scenario)).contains("shop-users");
            scenario.client().resource(job).waitUntilCondition(ended -> is(ended, "Failed"), 60, TimeUnit.SECONDS);
        }
    }

    @Test
    void unusableManifest() {
        try (Scenario scenario = Scenario.open("gate-unusable");
                HostVolume volume = new HostVolume(scenario)) {
            String misspelt =
                    Scenario.read("e2e/scenarios/lifecycle/single.yaml").replace("path:", "paht:");
            Job job = start(scenario, volume, misspelt);

            assertThat(exitStatus(scenario, job)).isEqualTo(2);
            assertThat(log(scenario)).contains("paht");
        }
    }

    @Test
    void stoppedRun() {
        try (Scenario scenario = Scenario.open("gate-stopped");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = scenario.plots();
            Job job = start(scenario, volume, Scenario.read(LONG));
            Kubernetes.within(120).until(() -> plots.answered() > 0);

            only(scenario).patch("{\"stop\": true}");

            assertThat(exitStatus(scenario, job)).as(() -> log(scenario)).isEqualTo(130);
        }
    }

    /** The LoadTest of the Job, whose name the API server has chosen. */
    private static Run only(Scenario scenario) {
        List<LoadTest> tests = scenario.client()
                .resources(LoadTest.class)
                .inNamespace(scenario.namespace())
                .list()
                .getItems();
        assertThat(tests).hasSize(1);
        return new Run(
                scenario.client(),
                scenario.namespace(),
                tests.getFirst().getMetadata().getName());
    }

    /** As Argo Rollouts makes it, with the arguments filled in and a claim for the results. */
    private static Job start(Scenario scenario, HostVolume volume, String manifest) {
        volume.claim("results", "ReadWriteMany");
        Command.kubectl(
                        "-n",
                        scenario.namespace(),
                        "apply",
                        "-f",
                        Kubernetes.file("deploy/rbac.yaml").toString())
                .ok();
        scenario.configMap("loadtest", Map.of("loadtest.yaml", manifest));
        String yaml = Scenario.read(TEMPLATE);
        String place = "{name: results, emptyDir: {}}";
        assertThat(yaml).contains(place, "{{args.target}}");
        GenericKubernetesResource template = Serialization.unmarshal(
                yaml.replace("{{args.target}}", "http://plots:8000")
                        .replace(place, "{name: results, persistentVolumeClaim: {claimName: results}}"),
                GenericKubernetesResource.class);
        Map<String, Object> metric =
                template.<List<Map<String, Object>>>get("spec", "metrics").getFirst();
        String spec = Serialization.asJson(((Map<?, ?>) ((Map<?, ?>) metric.get("provider")).get("job")).get("spec"));
        return scenario.client()
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName("gate")
                        .withNamespace(scenario.namespace())
                        .endMetadata()
                        .withSpec(Serialization.unmarshal(spec, JobSpec.class))
                        .build())
                .create();
    }

    private static int exitStatus(Scenario scenario, Job job) {
        return Kubernetes.within(180)
                .until(
                        () -> pods(scenario, job).stream()
                                .flatMap(GateJobE2E::ends)
                                .findFirst(),
                        end -> end.isPresent())
                .orElseThrow();
    }

    private static List<Pod> pods(Scenario scenario, Job job) {
        return scenario.client()
                .pods()
                .inNamespace(scenario.namespace())
                .withLabel("job-name", job.getMetadata().getName())
                .list()
                .getItems();
    }

    private static Stream<Integer> ends(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getTerminated())
                .filter(Objects::nonNull)
                .map(terminated -> terminated.getExitCode());
    }

    private static boolean is(Job job, String condition) {
        return job != null
                && job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(it -> condition.equals(it.getType()) && "True".equals(it.getStatus()));
    }

    private static String log(Scenario scenario) {
        return Command.kubectl("-n", scenario.namespace(), "logs", "job/gate").out();
    }
}
