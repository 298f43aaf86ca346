package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of axe-core (WCAG 2.2 and good practice) on the report, the live page and a comparison; {@code -Pbrowser} runs it. */
@Tag("browser")
class AccessibilityIT {
    private static final Origin ORIGIN = new Origin(
            "1.2.3",
            List.of(new Origin.Target("default", "http://plots:8000"), new Origin.Target("idp", "http://idp")),
            "./loadtest run plots.yaml --seed 7",
            "apiVersion: loadtest.dev/v1alpha1\nkind: LoadTest\n".repeat(40));

    private static Chromium browser;
    private static String axe;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        axe = axe();
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.stop();
        }
    }

    private static String axe() throws IOException {
        try (InputStream in = Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plots, light, 1280",
        "plots, light, 400",
        "plots, dark, 1280",
        "plots, dark, 400",
        "exemplars, light, 1280",
        "exemplars, dark, 400",
        "journeys, light, 400",
        "journeys, dark, 1280",
        "hostile, light, 1280",
        "hostile, dark, 400",
        "empty, light, 1280",
        "empty, dark, 400",
    })
    void noSeriousFinding(String name, String scheme, int width) throws Exception {
        browser.size(width, 900);
        browser.colourScheme(scheme);
        browser.open(page(run(name)));
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(serious()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "light, 400", "dark, 1280", "dark, 400"})
    void noSeriousFindingInTheLivePage(String scheme, int width) throws Exception {
        browser.size(width, 900);
        browser.colourScheme(scheme);
        Path file = folder.resolve("live.html");
        Files.writeString(file, LivePage.html("plots", ChartData.of(SampleRuns.plots(), Detail.FULL)));
        browser.open(file.toUri());
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(serious()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "usual, light, 1280",
        "usual, dark, 400",
        "hostile, light, 400",
        "hostile, dark, 1280",
        "refused, light, 400",
        "refused, dark, 1280"
    })
    void noSeriousFindingInAComparison(String which, String scheme, int width) throws Exception {
        browser.size(width, 900);
        browser.colourScheme(scheme);
        browser.open(CompareBrowserIT.page(which, folder));
        assertThat(serious()).isEmpty();
    }

    /** The rules are at work: a page with an obvious defect has a finding. */
    @Test
    void findsADefect() throws Exception {
        browser.open(page(SampleRuns.small()));
        browser.evaluate("document.body.append(document.createElement('button'))");
        assertThat(serious()).singleElement().asString().startsWith("button-name");
    }

    private static List<String> serious() throws Exception {
        browser.evaluate("(() => { " + axe + "\n; })()");
        JsonNode found = browser.evaluate(
                "axe.run().then(r => r.violations"
                        + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                        + ".map(v => v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))");
        return found.valueStream().map(JsonNode::asText).toList();
    }

    private static RunResult run(String name) {
        return switch (name) {
            case "plots" -> SampleRuns.plots();
            case "exemplars" ->
                SampleRuns.withExemplars(SampleRuns.plots(), "expected status 2xx, found 500", "a body of text");
            case "journeys" -> SampleRuns.journeys();
            case "hostile" -> SampleRuns.hostile();
            default -> SampleRuns.empty();
        };
    }

    private URI page(RunResult run) throws Exception {
        Path file = folder.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlReport.write(run, ORIGIN, Detail.FULL, out);
        }
        return file.toUri();
    }
}
