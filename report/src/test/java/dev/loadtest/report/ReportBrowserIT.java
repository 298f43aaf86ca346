package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.result.RunResult;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report in a real browser; {@code -Pbrowser} runs it. */
@Tag("browser")
class ReportBrowserIT {
    private static Chromium browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.stop();
        }
    }

    @BeforeEach
    void desktop() throws Exception {
        browser.size(1280, 900);
        browser.colourScheme("light");
        browser.scripts(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plots", "hostile", "empty", "small"})
    void opensOffline(String name) throws Exception {
        RunResult run =
                switch (name) {
                    case "plots" -> SampleRuns.plots();
                    case "hostile" -> SampleRuns.hostile();
                    case "empty" -> SampleRuns.empty();
                    default -> SampleRuns.small();
                };
        URI page = page(run);
        browser.open(page);
        assertThat(browser.evaluate("document.querySelectorAll('#case-table tbody tr').length")
                        .asInt())
                .isEqualTo(run.cases().size());
        assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
        assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
        assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
        assertThat(browser.events("Log.entryAdded")).isEmpty();
        assertThat(browser.events("Network.requestWillBeSent"))
                .extracting(e -> e.get("request").get("url").asText())
                .allSatisfy(url -> assertThat(url).matches("data:.*|" + Pattern.quote(page.toString())));
    }

    @Test
    void contentSecurityPolicy() throws Exception {
        browser.open(page(SampleRuns.plots()));
        browser.evaluate(
                "document.head.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))");
        assertThat(browser.evaluate("typeof window.x").asText()).isEqualTo("undefined");
        assertThat(browser.events("Log.entryAdded").toString()).contains("Content Security Policy");
    }

    @Test
    void chartControls() throws Exception {
        browser.open(page(SampleRuns.plots()));
        assertThat(lines("latency-chart")).isEqualTo(4);
        // What was sent, what ended, and what was planned for one of the phases.
        assertThat(lines("rate-chart")).isEqualTo(3);
        assertThat(browser.evaluate("document.querySelectorAll('#rate-chart .failures').length")
                        .asInt())
                .isPositive();
        browser.evaluate("document.querySelector('#latency-chart .legend button').click()");
        assertThat(lines("latency-chart")).isEqualTo(3);
        choose("latency-phase", "ultrakill");
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('#latency-request option')].map(o => o.value).join()")
                        .asText())
                .isEqualTo(",draw-invalid,draw-valid,health,process-cached,process-forced");
        String label = "document.querySelector('#latency-chart svg').getAttribute('aria-label')";
        String before = browser.evaluate(label).asText();
        choose("latency-request", "health");
        assertThat(browser.evaluate(label).asText()).isNotEqualTo(before).contains("cached service: median");
    }

    /** Each chart of the course over time follows the choice of phase and request, and has a text. */
    @Test
    void courseOverTime() throws Exception {
        browser.open(page(SampleRuns.plots()));
        assertThat(lines("times-chart")).isGreaterThanOrEqualTo(3);
        assertThat(browser.evaluate("document.querySelectorAll('#heat-chart path[class^=heat]').length")
                        .asInt())
                .isGreaterThan(3);
        assertThat(browser.evaluate("document.querySelectorAll('#failure-chart path.block').length")
                        .asInt())
                .isEqualTo(3);
        assertThat(label("failure-chart")).contains("status 500", "timeout", "reset");
        for (String chart : List.of("rate", "times", "heat", "failure", "flight", "connection")) {
            assertThat(label(chart + "-chart")).as(chart).contains("over time");
        }
        String all = label("rate-chart");

        choose("time-phase", "health");

        assertThat(label("rate-chart")).isNotEqualTo(all);
        assertThat(browser.evaluate("document.querySelectorAll('#rate-chart .line.planned').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(browser.evaluate("[...document.querySelectorAll('#time-request option')].map(o => o.value).join()")
                        .asText())
                .isEqualTo("r:health");
        choose("time-phase", "sampling");
        choose("time-request", "r:draw-svg");
        assertThat(label("rate-chart")).contains(" 0 failed");
        assertThat(browser.evaluate("document.getElementById('failure-chart').textContent")
                        .asText())
                .isEqualTo("No request failed.");
    }

    /** Phases that run at the same time do not cover each other's names. */
    @Test
    void phasesSideBySide() throws Exception {
        browser.open(page(LargeRun.of(2, 2, 0)));

        assertThat(texts("[...document.querySelectorAll('#rate-chart .span-label')].map(t => t.textContent)"))
                .containsExactly("phase-0", "phase-1");
        assertThat(browser.evaluate(
                                "new Set([...document.querySelectorAll('#rate-chart rect.span')].map(r => r.getAttribute('y'))).size")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void chartsByKeyboard() throws Exception {
        browser.open(page(SampleRuns.plots()));
        assertThat(browser.evaluate("[...document.querySelectorAll('.chart')].every(c => c.tabIndex === 0)")
                        .asBoolean())
                .isTrue();

        press("times-chart", "End");
        String last = spoken("times-chart");
        press("times-chart", "ArrowLeft");
        String before = spoken("times-chart");
        press("times-chart", "Home");

        assertThat(last).contains("p99 ");
        assertThat(before).contains("p50 ").isNotEqualTo(last);
        assertThat(spoken("times-chart")).startsWith("0 s");
        assertThat(visibleTip("times-chart")).isTrue();
        press("times-chart", "Escape");
        assertThat(visibleTip("times-chart")).isFalse();
        press("latency-chart", "ArrowRight");
        assertThat(spoken("latency-chart")).contains("% took at most");
    }

    @Test
    void courseAsTable() throws Exception {
        browser.open(page(SampleRuns.plots()));
        choose("time-phase", "health");
        String rows = "document.querySelectorAll('#time-table tbody tr').length";
        assertThat(browser.evaluate(rows).asInt()).isZero();

        browser.evaluate("document.querySelector('#time-numbers summary').click()");

        assertThat(browser.evaluate(rows).asInt()).isPositive();
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('#time-table tbody tr')].reduce((n, r) => n + Number(r.cells[3].textContent), 0)")
                        .asInt())
                .isEqualTo((int) SampleRuns.plots().overTime().series().stream()
                        .filter(series -> series.phase().equals("health"))
                        .flatMap(series -> series.buckets().stream())
                        .mapToLong(bucket -> bucket.failures())
                        .sum());
    }

    @Test
    void filterAndSort() throws Exception {
        browser.open(page(SampleRuns.plots()));
        choose("case-outcome", "FAILED");
        assertThat(visible()).containsExactly("hammering[forced-iter3]", "ultrakill[forced-iter6]");
        choose("case-phase", "ultrakill");
        assertThat(visible()).containsExactly("ultrakill[forced-iter6]");
        choose("case-outcome", "");
        choose("case-phase", "");
        browser.evaluate("((e) => { e.value = 'changed WHILE'; e.dispatchEvent(new Event('input')); })"
                + "(document.getElementById('case-text'))");
        assertThat(visible()).containsExactly("process[forced-d.csv]");
        browser.evaluate("((e) => { e.value = 'process['; e.dispatchEvent(new Event('input')); })"
                + "(document.getElementById('case-text'))");
        String sort = "document.querySelectorAll('#case-table th button')[3].click()";
        browser.evaluate(sort);
        List<String> ascending = visible();
        browser.evaluate(sort);
        assertThat(visible()).hasSize(10).isEqualTo(ascending.reversed());
        assertThat(ascending.getFirst()).startsWith("process[cached");
    }

    /** A header is a button, which Enter presses; the sum stays last. */
    @Test
    void requestsSortByKeyboard() throws Exception {
        browser.open(page(SampleRuns.plots()));
        String names = "[...document.querySelectorAll('#by-Request tbody th')].map(h => h.textContent)";
        List<String> before = texts(names);
        browser.evaluate("document.querySelectorAll('#by-Request thead th button')[1].focus()");
        browser.press("Enter");
        assertThat(browser.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("ascending");
        List<String> ascending = texts(names);
        assertThat(ascending).startsWith("process", "draw-html").endsWith("health", "draw-valid", "All requests");
        browser.press("Enter");
        assertThat(texts(names)).startsWith("draw-valid", "health").endsWith("process", "All requests");
        assertThat(ascending).containsExactlyInAnyOrderElementsOf(before);
    }

    private static List<String> texts(String expression) throws Exception {
        return browser.evaluate(expression).valueStream().map(JsonNode::asText).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plots", "hostile", "empty"})
    void narrowScreen(String name) throws Exception {
        browser.size(360, 740);
        browser.open(page(
                switch (name) {
                    case "plots" -> SampleRuns.plots();
                    case "hostile" -> SampleRuns.hostile();
                    default -> SampleRuns.empty();
                }));
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(360);
    }

    @Test
    void darkScheme() throws Exception {
        browser.open(page(SampleRuns.plots()));
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = browser.evaluate(background).asText();
        assertThat(browser.lowestContrast()).isGreaterThan(4.5);
        browser.colourScheme("dark");
        assertThat(browser.evaluate(background).asText()).isNotEqualTo(light);
        assertThat(browser.lowestContrast()).isGreaterThan(4.5);
    }

    @Test
    void withoutScripts() throws Exception {
        browser.scripts(false);
        browser.open(page(SampleRuns.plots()));
        browser.scripts(true);
        assertThat(visible()).hasSize(SampleRuns.plots().cases().size());
        assertThat(browser.evaluate("document.getElementById('case-controls').offsetHeight")
                        .asInt())
                .isZero();
    }

    private static String label(String chart) throws Exception {
        return browser.evaluate("document.querySelector('#" + chart + " svg').getAttribute('aria-label')")
                .asText();
    }

    private static void press(String chart, String key) throws Exception {
        browser.evaluate("((c) => { c.focus(); c.dispatchEvent(new KeyboardEvent('keydown', { key: '" + key
                + "', bubbles: true })); })(document.getElementById('" + chart + "'))");
    }

    private static String spoken(String chart) throws Exception {
        return browser.evaluate("document.querySelector('#" + chart + " .spoken').textContent")
                .asText();
    }

    private static boolean visibleTip(String chart) throws Exception {
        return browser.evaluate("!document.querySelector('#" + chart + " .tip').hidden")
                .asBoolean();
    }

    private static int lines(String chart) throws Exception {
        return browser.evaluate("document.querySelectorAll('#" + chart + " path.line').length")
                .asInt();
    }

    private static void choose(String select, String value) throws Exception {
        browser.evaluate("((s) => { s.value = '" + value + "'; s.dispatchEvent(new Event('change')); })"
                + "(document.getElementById('" + select + "'))");
    }

    private static List<String> visible() throws Exception {
        JsonNode ids = browser.evaluate(
                "[...document.querySelectorAll('#case-table tbody tr')].filter(r => r.offsetHeight > 0).map(r => r.cells[0].textContent)");
        return ids.valueStream().map(JsonNode::asText).toList();
    }

    private URI page(RunResult run) throws Exception {
        Path file = folder.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlReport.write(run, Detail.FULL, out);
        }
        return file.toUri();
    }
}
