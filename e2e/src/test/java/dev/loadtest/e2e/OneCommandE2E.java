package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./loadtest run FILE --cluster}, by a service account that has the role {@code edit} alone. */
class OneCommandE2E {
    private static final String SHORT = "e2e/scenarios/one-command/loadtest.yaml";
    private static final String LONG = "e2e/scenarios/operator-loss/long.yaml";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void operator() {
        Operator.ready();
    }

    private Cli run(Editor editor, String manifest, String... more) {
        List<String> words =
                new ArrayList<>(List.of("run", Kubernetes.file(manifest).toString(), "--cluster", "--output", "out"));
        words.addAll(List.of(more));
        return Cli.start(editor.kubeconfig(folder), folder, words.toArray(String[]::new));
    }

    private static LoadTest only(Scenario scenario) {
        List<LoadTest> all = scenario.client()
                .resources(LoadTest.class)
                .inNamespace(scenario.namespace())
                .list()
                .getItems();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** The whole example, whose files become a ConfigMap of this LoadTest. */
    @Test
    void exampleWithItsFiles() throws IOException {
        try (Scenario scenario = Scenario.open("one-command")) {
            scenario.plots();
            Editor editor = Editor.in(scenario, "editor");
            assertThat(Kubernetes.may(editor.user(), "default", "list", "loadtests.loadtest.dev"))
                    .as("no right elsewhere")
                    .isFalse();
            assertThat(Kubernetes.may(
                            editor.user(),
                            scenario.namespace(),
                            "update",
                            "loadtests.loadtest.dev/any",
                            "--subresource=status"))
                    .as("no right to statuses")
                    .isFalse();
            try (Cli cli = run(
                    editor,
                    "examples/plot-service/loadtest.yaml",
                    "--workers",
                    "2",
                    "--set",
                    "spec.worker.resources={requests: {cpu: 50m, memory: 128Mi}}")) {
                assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isZero();
                ResultsFile results = ResultsFile.in(folder.resolve("out"));
                assertThat(results.booksClose()).isTrue();
                assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
                assertThat(folder.resolve("out/junit.xml")).isNotEmptyFile();
                List<String> cases = cases(cli);
                assertThat(cases).doesNotHaveDuplicates().hasSize(64);
                assertThat(cases.getLast()).endsWith("[100%]");
                assertThat(cli.lines()).contains("Passed");
            }
            LoadTest test = only(scenario);
            assertThat(test.getMetadata().getName()).matches("plot-service-[a-z0-9]{5}");
            ConfigMap files = scenario.client()
                    .configMaps()
                    .inNamespace(scenario.namespace())
                    .withLabel("loadtest.dev/files")
                    .list()
                    .getItems()
                    .getFirst();
            assertThat(files.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> assertThat(
                            owner.getUid())
                    .isEqualTo(test.getMetadata().getUid()));
        }
    }

    private static List<String> cases(Cli cli) {
        return cli.lines().stream()
                .filter(line -> line.matches(".* (PASSED|FAILED|SKIPPED|ERROR).* \\[ *\\d+%]"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"p99 < 1m, 0", "p99 < 1us, 1"})
    void exitsByVerdict(String threshold, int exit) {
        try (Scenario scenario = Scenario.open("by-verdict")) {
            scenario.plots();
            Editor editor = Editor.in(scenario, "editor");
            try (Cli cli = run(editor, SHORT, "--set", "spec.thresholds[0].expr=" + threshold)) {
                assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isEqualTo(exit);
            }
        }
    }

    /** A target that is no Service of the namespace is refused; nothing stays that would start later. */
    @Test
    void refusedByTheOperator() {
        try (Scenario scenario = Scenario.open("refused-run")) {
            Editor editor = Editor.in(scenario, "editor");
            try (Cli cli = run(editor, SHORT)) {
                assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isEqualTo(2);
                assertThat(cli.err()).contains("refused: spec.target.url");
            }
            assertThat(Kubernetes.names("-n", scenario.namespace(), "get", "loadtests"))
                    .isEmpty();
        }
    }

    /** Neither the operator's death nor an API server that is away for a while loses a line, or doubles one. */
    @Test
    void operatorKilledAndApiServerAway() {
        Testbed.required();
        try (Scenario scenario = Scenario.open("away")) {
            scenario.plots();
            Editor editor = Editor.in(scenario, "editor");
            try (Cli cli = run(editor, LONG)) {
                cli.awaitLines(5);
                Operator.kill();
                cli.awaitLines(40);
                Testbed.stop("kube-apiserver");
                Kubernetes.later(15_000);
                Testbed.start("kube-apiserver");
                assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isZero();
                assertThat(cases(cli)).containsExactlyElementsOf(longCases());
            }
        }
    }

    private static List<String> longCases() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add("before[iter" + i + "]");
        }
        ids.add("steady");
        for (int i = 0; i < 40; i++) {
            ids.add("after[iter" + i + "]");
        }
        List<String> lines = new ArrayList<>();
        for (String id : ids) {
            lines.add(String.format("%s PASSED [%3d%%]", id, (lines.size() + 1) * 100 / ids.size()));
        }
        return lines;
    }

    @Test
    void ctrlCStopsTheRun() {
        try (Scenario scenario = Scenario.open("ctrl-c")) {
            scenario.plots();
            Editor editor = Editor.in(scenario, "editor");
            // Lines of more cases than a status lists come with the results: too late to interrupt anything.
            try (Cli cli = run(editor, LONG, "--set", "spec.phases[0].iterations=4")) {
                cli.awaitLines(2);
                cli.interrupt();
                assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isEqualTo(130);
                assertThat(cli.err()).contains("stopping: interrupted by Ctrl-C");
            }
            LoadTest test = only(scenario);
            assertThat(Objects.requireNonNull(test.getStatus()).verdict()).isEqualTo(LoadTestStatus.Verdict.ABORTED);
            assertThat(Boolean.TRUE.equals(test.getSpec().stop())).isTrue();
            assertThat(folder.resolve("out/results.json")).exists();
        }
    }

    /** As kubectl finds it. */
    @Test
    void pluginCommands() {
        try (Scenario scenario = Scenario.open("plugin")) {
            scenario.plots();
            String plugin = Kubernetes.file("kubectl-loadtest").toString();
            String namespace = scenario.namespace();
            String manifest = Kubernetes.file(SHORT).toString();
            String created = Command.run(plugin, List.of("run", manifest, "-n", namespace, "--wait=false"))
                    .ok()
                    .out();
            assertThat(created).startsWith("loadtest.loadtest.dev/short-").endsWith(" created\n");
            String name = only(scenario).getMetadata().getName();
            assertThat(Command.run(plugin, List.of("watch", name, "-n", namespace))
                            .ok()
                            .out())
                    .contains("steady PASSED [100%]")
                    .contains("Passed");
            assertThat(Command.run(plugin, List.of("list", "-n", namespace))
                            .ok()
                            .out())
                    .contains(name)
                    .contains("Completed   Passed");
            assertThat(Command.run(plugin, List.of("rerun", name, "-n", namespace))
                            .ok()
                            .out())
                    .contains(" created");
            assertThat(Command.run(plugin, List.of("delete", name, "-n", namespace))
                            .ok()
                            .out())
                    .contains(name + " deleted");
        }
    }

    /** With the configuration of the pod alone. */
    @Test
    void imageInAPod() throws IOException {
        try (Scenario scenario = Scenario.open("pipeline")) {
            scenario.plots();
            Editor.in(scenario, "pipeline");
            scenario.configMap("manifest", Map.of("loadtest.yaml", Files.readString(Kubernetes.file(SHORT))));
            scenario.apply(Scenario.read("e2e/scenarios/one-command/pod.yaml"));
            Pod ended = scenario.client()
                    .pods()
                    .inNamespace(scenario.namespace())
                    .withName("pipeline")
                    .waitUntilCondition(
                            pod -> pod != null
                                    && List.of("Succeeded", "Failed")
                                            .contains(pod.getStatus().getPhase()),
                            180,
                            TimeUnit.SECONDS);
            String log = Command.kubectl("-n", scenario.namespace(), "logs", "pipeline")
                    .out();
            assertThat(ended.getStatus().getPhase()).as(log).isEqualTo("Succeeded");
            assertThat(log).contains("steady PASSED [100%]").contains("Passed");
        }
    }
}
