package dev.loadtest.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.InProcess;
import dev.loadtest.cli.Runs;
import dev.loadtest.cli.SlowTarget;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.report.Origin;
import dev.loadtest.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare} with results on disk. */
@Timeout(240)
class CompareIT {
    @TempDir
    private Path folder = Path.of("");

    private String base = "";
    private String same = "";
    private String slower = "";

    @BeforeEach
    void results() throws IOException {
        base = written("base", 7, 1);
        same = written("same", 7, 1.001);
        slower = written("slower", 7, 1.1);
    }

    /** Results of 3,200 requests of 2 to 3 ms, in the base. */
    private String written(String name, long seed, double factor) throws IOException {
        return written(name, seed, k -> factor);
    }

    /** The same with a factor of each request. */
    private String written(String name, long seed, IntToDoubleFunction factor) throws IOException {
        RunResult run = new RunResult(
                new Execution("plots", seed, Instant.EPOCH, Instant.EPOCH, 1, 0, false, List.of()),
                Judgement.of(Verdict.PASSED, ""),
                Measurements.NONE.withBlocks(List.of(Runs.blocks(factor))),
                SingleRequests.NONE,
                List.of());
        Path to = folder.resolve(name);
        Reports.write(run, Origin.UNKNOWN, to);
        return to.toString();
    }

    @Test
    void zeroIfKept() {
        InProcess ended = InProcess.execute("compare", base, same, "--limit", "p99{request=draw} <= +5%");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out())
                .startsWith(
                        "load draw (tracked)\n                  base         new    difference   95 % interval\n  p50 ")
                .contains("\nWithin     p99{request=draw} <= +5%\n           2.99 ms to ");
        assertThat(ended.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(folder.resolve("same/compare.html")).isNotEmptyFile();
        assertThat(ended.err()).isEqualTo("page: " + folder.resolve("same/compare.html") + "\n");
    }

    @Test
    void oneIfBroken() {
        InProcess ended = InProcess.execute(
                "compare",
                base,
                slower,
                "--limit",
                "p99 <= +5%",
                "--limit",
                "failures <= +1%",
                "--output",
                folder.resolve("page").toString());

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.out()).contains("\nBeyond     p99 <= +5%\n").contains("\nWithin     failures <= +1%\n");
        assertThat(folder.resolve("page/compare.html")).isNotEmptyFile();
        assertThat(folder.resolve("slower/compare.html")).doesNotExist();
    }

    @Test
    void undecidedFailsUnlessItMayPass() {
        String limit = "p99.9 <= +5%";

        InProcess ended = InProcess.execute("compare", base, same, "--limit", limit);
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.out())
                .contains(
                        "\nUndecided  p99.9 <= +5%\n           it needs 10,000 responses of each run, and there are 3,200;"
                                + " a run about 3.2 times as long has them\n");
        assertThat(InProcess.execute("compare", base, same, "--limit", limit, "--undecided", "pass")
                        .exit())
                .as("no data is no pass")
                .isEqualTo(1);
    }

    @Test
    void acrossTheLimitPassesIfItMay() throws IOException {
        String noisy = written("noisy", 7, k -> k / 100 % 4 == 0 ? 1.3 : 1);
        String limit = "mean <= +5%";

        InProcess ended = InProcess.execute("compare", base, noisy, "--limit", limit);
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.out()).contains("\nUndecided  mean <= +5%\n").contains(", across the limit; a run about ");
        assertThat(InProcess.execute("compare", base, noisy, "--limit", limit, "--undecided", "pass")
                        .exit())
                .isZero();
    }

    /** A gate that compares a run with itself would always pass. */
    @Test
    void twoIfBothAreOneRun() {
        InProcess ended = InProcess.execute("compare", base, base + "/results.json", "--limit", "p99 <= +5%");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("BASE and NEW are the same run: ");
    }

    /** Results may be anybody's, and a name in them may hold anything. */
    @Test
    void hostileNames() throws IOException {
        for (String which : new String[] {base, same}) {
            Path file = Path.of(which, "results.json");
            Files.writeString(
                    file, Files.readString(file).replace("draw", "\\u001b[31m<script>window.pwned=1</script>\\u202e"));
        }

        InProcess ended = InProcess.execute("compare", base, same, "--limit", "p99 <= +5%");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("<script>").doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(Files.readString(folder.resolve("same/compare.html")))
                .contains("&lt;script&gt;window.pwned")
                .doesNotContain("<script>window")
                .doesNotContain("\u001b");
    }

    @Test
    void twoIfResultsAreDamaged() throws IOException {
        Path file = Path.of(base, "results.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        InProcess ended = InProcess.execute("compare", base, same);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith(file + " is not JSON: ").hasLineCount(1);
    }

    @Test
    void twoIfUnusableAndAllAtOnce() {
        InProcess ended = InProcess.execute(
                "compare",
                base,
                folder.resolve("none").toString(),
                "--limit",
                "p99 <= 5%",
                "--limit",
                "meen <= +5%",
                "--confidence",
                "100",
                "--undecided",
                "maybe",
                "-o",
                "xml");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("--confidence must be from 50 to 99"))
                .anyMatch(line -> line.startsWith("--undecided must be pass or fail"))
                .anyMatch(line -> line.startsWith("-o must be table or json"))
                .anyMatch(line -> line.startsWith("limit \"p99 <= 5%\": \"p99\" is compared with a difference"))
                .anyMatch(line -> line.endsWith("(did you mean \"mean\"?)"))
                .anyMatch(line -> line.startsWith("there is no "));
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void twoIfALimitNamesNoRequest() {
        InProcess ended = InProcess.execute("compare", base, same, "--limit", "p99{request=drwa} <= +5%");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("limit \"p99{request=drwa} <= +5%\": neither run has a request named \"drwa\" (did you mean"
                        + " \"draw\"?)\n");
    }

    @Test
    void threeIfTheRunsCannotBeCompared() throws IOException {
        InProcess ended = InProcess.execute("compare", base, written("other", 8, 1), "--limit", "p99 <= +5%");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out())
                .startsWith("not compared: the base has the seed 7, the new run 8: they sent different requests; run it"
                        + " again with --seed 7\nUndecided  p99 <= +5%\n");
    }

    @Test
    void json() throws IOException {
        InProcess ended =
                InProcess.execute("compare", base + "/results.json", slower, "--limit", "mean <= +200us", "-o", "json");

        assertThat(ended.exit()).isEqualTo(1);
        JsonNode root = new ObjectMapper().readTree(ended.out());
        assertThat(root.path("schema").asText()).isEqualTo("loadtest.dev/compare/v1");
        assertThat(root.path("outcome").asText()).isEqualTo("Beyond");
        assertThat(root.path("requests")
                        .path(0)
                        .path("metrics")
                        .path("p99")
                        .path("difference")
                        .asDouble())
                .isBetween(9.0, 11.0);
        assertThat(root.path("limits").path(0).path("difference").path("unit").asText())
                .isEqualTo("micros");
    }

    /** Two runs with one seed, of another number of workers. */
    @Test
    void realRuns() throws IOException {
        Path manifest = folder.resolve("loadtest.yaml");
        try (SlowTarget target = SlowTarget.start()) {
            Files.writeString(manifest, """
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: twice}
                    spec:
                      seed: 7
                      target: {url: "%s"}
                      requests: [{name: up, path: /fast}]
                      phases: [{name: load, request: up, rate: {perSecond: 200, duration: 2s, warmup: 500ms}, maxLateness: 1m}]
                    """.formatted(target.url()));
            for (String run : new String[] {"one", "two"}) {
                InProcess ended = InProcess.execute(
                        "run",
                        manifest.toString(),
                        "--workers",
                        run.equals("one") ? "1" : "2",
                        "--output",
                        folder.resolve(run).toString());
                assertThat(ended.exit()).as(ended.toString()).isZero();
            }
        }

        InProcess ended = InProcess.execute(
                "compare",
                folder.resolve("one").toString(),
                folder.resolve("two").toString(),
                "--limit",
                "failures <= +5%",
                "-o",
                "json");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        JsonNode root = new ObjectMapper().readTree(ended.out());
        assertThat(root.path("notCompared")).isEmpty();
        JsonNode failures = root.path("limits").path(0).path("difference");
        assertThat(failures.path("blocks").asInt()).isEqualTo(32);
        assertThat(failures.path("baseRequests").asInt()).isEqualTo(400);
        assertThat(failures.path("newRequests").asInt()).isEqualTo(400);
    }
}
