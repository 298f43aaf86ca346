package dev.loadtest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of GitHub's action and of GitLab's job. */
class PipelineScriptsTest {
    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(Path.of(file).toFile());
    }

    @Nested
    class GitHub {
        @TempDir
        Path folder;

        private final Map<String, String> environment = new HashMap<>(Map.of(
                "MANIFEST",
                "my tests/loadtest.yaml",
                "CLUSTER",
                "false",
                "NAMESPACE",
                "",
                "OUTPUT",
                "out",
                "ARGUMENTS",
                ""));

        /** As GitHub runs it: with the environment of the step, and the action's folder two below the project's. */
        private StandIn.Ran run(StandIn loadtest) throws IOException, InterruptedException {
            Path action = Files.createDirectories(folder.resolve("deploy/github"));
            environment.put("GITHUB_ACTION_PATH", action.toString());
            environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
            JsonNode step = yaml("github/action.yml").at("/runs/steps/0");
            assertThat(environment.keySet()).containsAll(() -> step.get("env").fieldNames());
            List<String> bash = List.of("bash", "--noprofile", "--norc", "-eo", "pipefail");
            return loadtest.run(bash, step.get("run").asText(), environment);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 130})
        void exitStatusAndSummary(int exit) throws IOException, InterruptedException {
            StandIn loadtest = StandIn.in(folder, "loadtest", exit);
            StandIn.Ran ran = run(loadtest);
            assertThat(ran.exit()).as(ran.output()).isEqualTo(exit);
            assertThat(ran.output()).contains("steady PASSED");
            assertThat(folder.resolve("summary")).content().isEqualTo("```\nsteady PASSED [100%]\n```\n");
            assertThat(loadtest.arguments()).containsExactly("run", "my tests/loadtest.yaml", "--output", "out");
        }

        @Test
        void clusterAndFurtherArguments() throws IOException, InterruptedException {
            environment.putAll(Map.of("CLUSTER", "true", "NAMESPACE", "shop", "ARGUMENTS", "-k steady --seed 7"));
            StandIn loadtest = StandIn.in(folder, "loadtest", 0);
            assertThat(run(loadtest).exit()).isZero();
            assertThat(loadtest.arguments())
                    .containsExactly(
                            "run",
                            "my tests/loadtest.yaml",
                            "--cluster",
                            "--wait",
                            "-n",
                            "shop",
                            "--output",
                            "out",
                            "-k",
                            "steady",
                            "--seed",
                            "7");
        }
    }

    @Nested
    class GitLab {
        @TempDir
        Path folder;

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void exitStatusAndReport(int exit) throws IOException, InterruptedException {
            JsonNode job = yaml("gitlab/loadtest.gitlab-ci.yml").get("loadtest");
            Map<String, String> environment = new HashMap<>();
            job.get("variables")
                    .properties()
                    .forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
            environment.put(
                    "KUBECONFIG",
                    Files.writeString(folder.resolve("secret"), "the cluster").toString());
            StandIn docker = StandIn.in(folder, "docker", exit);

            StandIn.Ran ran = docker.run(List.of("sh", "-e"), lines(job.get("script")), environment);

            assertThat(ran.exit()).as(ran.output()).isEqualTo(exit);
            assertThat(docker.ofLoadtest())
                    .containsExactly(
                            "run",
                            "loadtest.yaml",
                            "--cluster",
                            "--wait",
                            "-n",
                            "default",
                            "--output",
                            "loadtest-output");
            assertThat(folder.resolve("kubeconfig")).hasContent("the cluster");
            assertThat(docker.run(List.of("sh"), lines(job.get("after_script")), environment)
                            .exit())
                    .isZero();
            assertThat(folder.resolve("kubeconfig")).doesNotExist();
            assertThat(job.at("/artifacts/reports/junit").asText()).isEqualTo("loadtest-output/junit.xml");
            assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
        }

        private static String lines(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("\n"));
        }
    }
}
