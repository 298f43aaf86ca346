package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.draft.Drafts;
import dev.loadtest.crds.manifest.EditorSchema;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} writes, run against the demo service. */
@Timeout(240)
class InitIT {
    private static final Path RECORDING =
            Path.of(System.getProperty("basedir", "."), "src/test/resources/recordings/shop.har");

    @TempDir
    private Path folder = Path.of("");

    private Path manifest() {
        return folder.resolve("new/loadtest.yaml");
    }

    private InProcess init(String... source) throws IOException {
        String[] arguments = new String[source.length + 2];
        arguments[0] = "init";
        System.arraycopy(source, 0, arguments, 1, source.length);
        arguments[source.length + 1] = folder.resolve("new").toString();
        InProcess init = InProcess.execute(arguments);
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(InProcess.execute("validate", manifest().toString()).exit()).isZero();
        Drafts.assertOfSchema(Files.readString(manifest()));
        return init;
    }

    /** For a shorter time, and whatever else this machine does: the manifest is tested, not the machine. */
    private Child run(Map<String, String> environment, String phase, String target) throws Exception {
        return Child.start(
                environment,
                folder,
                "run",
                manifest().toString(),
                "--target",
                target,
                "--set",
                phase + ".rate.duration=2s",
                "--set",
                phase + ".maxLateness=1m",
                "--set",
                phase + ".thresholds[0].expr=p99 < 10m",
                "--output",
                "out");
    }

    /** All cases; on a machine that stood still the run is Invalid all the same. */
    private static void assertPassed(Child.Ended ended, String... cases) {
        assertThat(ended.status()).as(ended.toString()).isIn(0, 3);
        for (String each : cases) {
            assertThat(ended.out()).containsPattern("(?m)^" + each + " PASSED ");
        }
        assertThat(ended.out()).containsPattern("(?m)^(Passed$|Invalid: .*stood still)");
    }

    @Test
    void urlRuns() throws Exception {
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            InProcess init = init("--url", target.url() + "/health");
            assertThat(init.out()).contains("loadtest.yaml: 1 request\nnext:\n").contains("./loadtest run ");
            try (Child run = run(Map.of(), "spec.phases[1]", target.url())) {
                Child.Ended ended = run.end();
                assertPassed(ended, "up", "steady");
            }
        }
        assertThat(Files.readAllLines(manifest()).getFirst())
                .isEqualTo("# yaml-language-server: $schema=loadtest.schema.json");
        assertThat(folder.resolve("new/loadtest.schema.json")).hasBinaryContent(EditorSchema.content());
    }

    /** What looks like a reference, an escape or YAML reaches the target as it was written. */
    @Test
    void hostileUrlIsSentAsItStands() throws Exception {
        String path = "/a%20b/${env:HOME}/: #";
        String value = "${env:HOME} \"': #\n- {x}ü+%";
        try (RecordingTarget target = RecordingTarget.start("")) {
            init(
                    "--url",
                    target.url() + path.replace("#", "%23") + "?q=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            try (Child run = run(Map.of("HOME", "leaked"), "spec.phases[1]", target.url())) {
                assertThat(run.end().status()).isIn(0, 3);
            }
            String sent = target.received().getFirst().lines().findFirst().orElseThrow();
            assertThat(sent).startsWith("GET ").doesNotContain("leaked");
            String[] parts = sent.split(" ")[1].split("\\?q=", 2);
            assertThat(URLDecoder.decode(parts[0], StandardCharsets.UTF_8)).isEqualTo("/a b/${env:HOME}/: #");
            assertThat(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)).isEqualTo(value);
        }
    }

    @Test
    void unusableUrlIsNotPrinted() {
        InProcess refused = InProcess.execute(
                "init", "--url", "ftp://me:hunter22@a/", folder.resolve("new").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("--url: not a URL").doesNotContain("hunter22");
    }

    /** The service's tokens differ from those of the recording. */
    @Test
    void recordingOfShopRuns() throws Exception {
        init("--har", RECORDING.toString());
        assertThat(manifest()).content().doesNotContain("secret-of-visitor-7", "c5f513bccf05");
        PlotServiceOptions others = PlotServiceOptions.defaults().withChance(0.2, 2);
        try (PlotTarget target = PlotTarget.start(others);
                Child run = run(Map.of("PASSWORD", "secret-of-visitor-7"), "spec.phases[1]", target.url())) {
            Child.Ended ended = run.end();
            assertPassed(ended, "once", "visitors");
            assertThat(target.counts().get("POST /shop/payments").keySet()).containsExactly("202");
            assertThat(target.counts()).doesNotContainKey("GET /style.css");
        }
    }

    @Test
    void documentOfApiRuns() throws Exception {
        Path document = Files.writeString(folder.resolve("api.yaml"), """
                openapi: 3.1.0
                info: {title: Demo}
                paths:
                  /health: {get: {operationId: health, responses: {"200": {description: it works}}}}
                  /shop/products: {get: {operationId: products, responses: {"200": {description: all of them}}}}
                  /shop/payments: {post: {operationId: pay, responses: {"202": {description: paid}}}}
                """);
        init("--openapi", document.toString());
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults());
                Child run = run(Map.of(), "spec.phases[2]", target.url())) {
            Child.Ended ended = run.end();
            assertPassed(ended, "health", "products", "steady");
            assertThat(target.counts()).doesNotContainKey("POST /shop/payments");
        }
    }

    @Test
    void overwritesNothing() throws Exception {
        Files.createDirectories(manifest().getParent());
        Files.writeString(manifest(), "precious");
        String there = folder.resolve("new").toString();
        InProcess refused = InProcess.execute("init", there);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).isEqualTo(manifest() + " exists; --force overwrites it\n");
        assertThat(manifest()).content().isEqualTo("precious");
        assertThat(folder.resolve("new/loadtest.schema.json")).doesNotExist();
        assertThat(InProcess.execute("init", "--force", there).exit()).isZero();
        assertThat(InProcess.execute("init", there).exit()).as("the same again").isZero();
    }

    @Test
    void unusableSourceWritesNothing() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.har"), "{}");
        String there = folder.resolve("new").toString();
        InProcess refused = InProcess.execute("init", "--har", bad.toString(), there);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).isEqualTo(bad + ": not a HAR file: it has no log.entries\n");
        assertThat(InProcess.execute("init", "--har", "none.har", there).err())
                .isEqualTo("none.har: there is no such file\n");
        assertThat(InProcess.execute("init", "--url", "shop", there).exit()).isEqualTo(2);
        assertThat(InProcess.execute("init", "--url", "http://a", "--har", "x", there)
                        .exit())
                .isEqualTo(2);
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
