package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of commands of README and tutorial that need a cluster, pasted in their order; {@code e2e/walk} pastes the others. */
class ReadmeE2E {

    /** kubectl is a subcommand of one program here. */
    private static String kubectl() {
        String bin = System.getenv("LOADTEST_E2E_BIN");
        return bin == null ? "" : "kubectl() { '" + bin + "/kube' kubectl \"$@\"; }\n";
    }

    @Test
    void blocksForACluster(@TempDir Path folder) {
        Operator.ready();
        Path root = Kubernetes.file(".");
        String blocks = Command.run(Kubernetes.file("e2e/walk").toString(), List.of("cluster"))
                .ok()
                .out();
        assertThat(blocks).contains("kubectl apply ", "./loadtest run ", " --cluster");
        try (Scenario scenario = Scenario.open("readme")) {
            Path kubeconfig = Editor.in(scenario, "reader").kubeconfig(folder);
            // A folder of links in place of the clone: the blocks write files.
            String script = "set -eo pipefail\nexport KUBECONFIG='" + kubeconfig + "'\ncd '" + folder + "'\nln -s '"
                    + root.toAbsolutePath() + "'/{examples,loadtest} .\n" + kubectl() + blocks;

            Command.run("bash", List.of("-c", script)).ok();

            assertThat(folder.resolve("report.html")).content().containsIgnoringCase("<!doctype html>");
            assertThat(folder.resolve("loadtest-output/plot-service/latest/results.json"))
                    .content()
                    .contains("\"verdict\"");
        }
    }
}
