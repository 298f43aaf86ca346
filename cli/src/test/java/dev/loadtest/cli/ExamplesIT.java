package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.demo.PlotServiceOptions;
import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example manifest runs as documented. The largest one has a test of its own. */
class ExamplesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smoke",
                "soak",
                "spike",
                "capacity",
                "login",
                "paced",
                "shop",
                "polling",
                "side-by-side",
                "checks"
            })
    void passesAgainstDemoService(String example) throws Exception {
        String manifest = Examples.manifest(example).toString();
        assertThat(InProcess.execute("validate", manifest).exit()).isZero();

        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            List<String> arguments =
                    new ArrayList<>(List.of("run", manifest, "--target", target.url(), "--output", folder.toString()));
            arguments.addAll(patience(manifest));
            InProcess run = InProcess.execute(arguments.toArray(String[]::new));

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            assertThat(ResultsFile.in(folder).booksClose()).isTrue();
            assertThat(target.counts()).isNotEmpty();
        }
    }

    /** The committed baseline is of another machine: its failures are compared, not its times. */
    @Test
    void comparesWithItsBaseline() throws Exception {
        String manifest = Examples.manifest("baseline").toString();
        assertThat(InProcess.execute("validate", manifest).exit()).isZero();
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            List<String> arguments =
                    new ArrayList<>(List.of("run", manifest, "--target", target.url(), "--output", folder.toString()));
            arguments.addAll(List.of("--set", "spec.baseline.limits[0].expr=p95{request=health} <= +10m"));
            arguments.addAll(patience(manifest));
            InProcess run = InProcess.execute(arguments.toArray(String[]::new));

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            JsonNode limits = new ObjectMapper()
                    .readTree(folder.resolve("results.json").toFile())
                    .at("/baseline/limits");
            assertThat(limits.findValuesAsText("result")).containsExactly("Within", "Within");
        }
    }

    /** The example is what is tested, not how busy this machine is. */
    private static List<String> patience(String manifest) {
        long phases = InProcess.execute("list", manifest)
                .out()
                .lines()
                .map(item -> item.replaceFirst("\\[.*", ""))
                .distinct()
                .count();
        return LongStream.range(0, phases)
                .mapToObj(i -> List.of("--set", "spec.phases[" + i + "].maxLateness=10m"))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void everyExampleIsTested() throws IOException {
        try (Stream<Path> folders =
                Files.list(Examples.manifest("smoke").getParent().getParent())) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(found -> found.getFileName().toString())
                    .toList();
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "smoke",
                            "soak",
                            "spike",
                            "capacity",
                            "login",
                            "oauth2",
                            "paced",
                            "shop",
                            "polling",
                            "side-by-side",
                            "checks",
                            "baseline",
                            "plot-service");
        }
    }

    /** Each worker fetches a token, and the books hold no request for one. */
    @Test
    void booksOfAnApiBehindTokensEqualItsOwnCounts() throws Exception {
        String manifest = Examples.manifest("oauth2").toString();
        Path secret = Files.writeString(folder.resolve("secret"), "demo-secret\n");
        assertThat(InProcess.execute("validate", manifest).exit()).isZero();
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            InProcess run = InProcess.execute(
                    "run",
                    manifest,
                    "--target",
                    target.url(),
                    "--workers",
                    "2",
                    "--ref",
                    "secret/idp/secret=" + secret,
                    "--set",
                    "spec.targets[0].url=" + target.url(),
                    "--set",
                    "spec.target.auth.oauth2.tokenUrl=" + target.url() + "/oauth/token",
                    "--set",
                    "spec.phases[0].maxLateness=1m",
                    "--output",
                    folder.resolve("output").toString());
            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            JsonNode results = new ObjectMapper()
                    .readTree(folder.resolve("output/results.json").toFile());
            JsonNode requests = results.at("/totals/requests");
            assertThat(requests.at("/orders/tracked/sent").asLong()
                            + requests.at("/products/tracked/sent").asLong())
                    .isEqualTo(200);
            assertThat(target.counts().get("GET /shop/products"))
                    .containsExactly(Map.entry(
                            "200", requests.at("/products/tracked/sent").asLong()));
            assertThat(target.counts().get("GET /api/orders").get("200"))
                    .isEqualTo(requests.at("/orders/tracked/succeeded").asLong());
            long tokens = target.counts().get("POST /oauth/token").values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(tokens).as("each worker has its own").isGreaterThanOrEqualTo(2);
            assertThat(requests).hasSize(2);
            assertThat(results.get("notes").toString()).contains("Workers asked for tokens ");
        }
    }

    /** The session goes from step to step in a cookie: without it the shop refuses all but the sign-in. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP1", "HTTP2"})
    void booksOfShopMatchItsCounts(String protocol) throws Exception {
        String manifest = Examples.manifest("shop").toString();
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            InProcess run = InProcess.execute(
                    "run",
                    manifest,
                    "--target",
                    target.url(),
                    "--workers",
                    "2",
                    "--set",
                    "spec.target.protocol=" + protocol,
                    // The books are what is tested, not how busy this machine is.
                    "--set",
                    "spec.phases[0].maxLateness=1m",
                    "--output",
                    folder.toString());
            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            JsonNode totals = new ObjectMapper()
                    .readTree(folder.resolve("results.json").toFile())
                    .get("totals");
            assertThat(totals.at("/journeys/buy/tracked/completed").asLong()).isGreaterThan(30);
            assertThat(totals.at("/requests/receipt/unscored/sent").asLong()).isGreaterThan(60);
            Map<String, String> endpoints = Map.of(
                    "login", "POST /shop/login",
                    "browse", "GET /shop/products",
                    "open", "POST /shop/carts",
                    "add", "POST /shop/items",
                    "pay", "POST /shop/payments",
                    "receipt", "GET /shop/receipts");
            for (Map.Entry<String, String> endpoint : endpoints.entrySet()) {
                JsonNode books = totals.get("requests").get(endpoint.getKey());
                long sent = books.at("/tracked/sent").asLong()
                        + books.at("/unscored/sent").asLong();
                long counted = target.counts().get(endpoint.getValue()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                assertThat(sent).as(endpoint.getKey()).isEqualTo(counted);
            }
        }
    }
}
