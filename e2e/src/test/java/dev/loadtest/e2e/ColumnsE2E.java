package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output of kubectl for completed runs, compared with readable files. */
class ColumnsE2E {
    private static final String FOLDER = "e2e/scenarios/columns/";

    private static Scenario scenario;

    /** kubectl is a subcommand of one program here, and the namespace is not the default one. */
    private static String kubectlInShell() {
        String bin = System.getenv("LOADTEST_E2E_BIN");
        return (bin == null ? "command kubectl" : bin + "/kube kubectl") + " -n " + scenario.namespace() + " \"$@\"";
    }

    @BeforeAll
    static void twoRuns() {
        Operator.ready();
        scenario = Scenario.open("columns");
        scenario.plots();
        Run passed = scenario.run(Scenario.read(FOLDER + "passed.yaml"));
        Run failed = scenario.run(Scenario.read(FOLDER + "failed.yaml"));
        passed.awaitEnd(90);
        failed.awaitEnd(90);
    }

    @AfterAll
    static void close() {
        scenario.close();
    }

    private static String kubectl(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-n";
        all[1] = scenario.namespace();
        System.arraycopy(words, 0, all, 2, words.length);
        return Command.kubectl(all).ok().out();
    }

    @Test
    void columns() {
        Golden.check(FOLDER + "columns.txt", Golden.table(kubectl("get", "loadtests")));
        Golden.check(FOLDER + "wide.txt", Golden.table(kubectl("get", "loadtests", "-o", "wide")));
    }

    @Test
    void shortNameAndCategory() {
        String names = "loadtest.loadtest.dev/failed\nloadtest.loadtest.dev/passed\n";
        assertThat(kubectl("get", "ldt", "-o", "name")).isEqualTo(names);
        assertThat(kubectl("get", "loadtesting", "-o", "name")).isEqualTo(names);
    }

    @Test
    void statusOfTheRun() {
        Golden.check(FOLDER + "passed-status.yaml", Golden.status(kubectl("get", "loadtest", "passed", "-o", "json")));
        Golden.check(FOLDER + "failed-status.yaml", Golden.status(kubectl("get", "loadtest", "failed", "-o", "json")));
    }

    @Test
    void kubectlWait() {
        kubectl("wait", "loadtest/passed", "--for=condition=Complete", "--timeout=5s");
        kubectl("wait", "loadtest/passed", "--for=condition=Ready", "--timeout=5s");
        kubectl("wait", "loadtest/failed", "--for=condition=Failed", "--timeout=5s");
        kubectl("wait", "loadtest/failed", "--for=condition=Stalled", "--timeout=5s");
    }

    /** kubectl breaks its lines, and prints an empty description where there is none. */
    @ParameterizedTest
    @CsvSource({
        "loadtest, A load test: phases of HTTP requests",
        "loadtest.spec, 'The requested load test: targets, requests and phases.'",
        "loadtest.status, 'State, numbers so far and verdict of the run'",
        "loadtest.spec.worker.tolerations.effect, 'As in a pod: kubectl explain pod.spec.tolerations.effect'",
        "loadtest.spec.phases.rate, 'The open model: requests by the clock, however slow the target.'"
    })
    void explain(String field, String description) {
        assertThat(kubectl("explain", field).replaceAll("\\s+", " ")).contains("DESCRIPTION: " + description);
    }

    /** The README's command, verbatim, for each of the three files. */
    @ParameterizedTest
    @CsvSource({"report.html, <!doctype html>", "results.json, \"verdict\"", "junit.xml, <testsuite"})
    void unpackReports(String file, String content, @TempDir Path folder) throws IOException {
        String line = Scenario.read("README.md")
                .lines()
                .filter(it -> it.startsWith("kubectl get $(kubectl get loadtest "))
                .findFirst()
                .orElseThrow();
        assertThat(line).contains("loadtest plot-service ", "report\\.html", "> report.html");
        String mine = line.replace("plot-service", "passed")
                .replace("report\\.html", file.replace(".", "\\."))
                .replace("> report.html", "> " + folder.resolve(file));

        Command.run("bash", List.of("-c", "set -eo pipefail; kubectl() { " + kubectlInShell() + "; }; " + mine))
                .ok();

        assertThat(folder.resolve(file)).content().containsIgnoringCase(content);
    }
}
