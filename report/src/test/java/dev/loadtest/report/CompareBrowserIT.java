package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.report.compare.CompareHtml;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a comparison in a browser. */
@Tag("browser")
class CompareBrowserIT {
    private static Chromium browser;

    @TempDir
    private Path folder = Path.of("");

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

    private static ComparedRun run(String name, long seed, double factor) {
        Random random = new Random(5);
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 3_200; i++) {
            Block block = sheet.row(name, Kind.TRACKED).at(i / 100);
            block.sent();
            block.ended(i % 100 == 0, (long) ((2_000_000 + random.nextInt(1_000_000)) * factor));
        }
        return new ComparedRun(
                name,
                seed,
                Verdict.PASSED,
                "",
                List.of(new BlockEntry(
                        "load",
                        "",
                        name,
                        Kind.TRACKED,
                        "a",
                        sheet.state().lines().getFirst().blocks())));
    }

    /** A page of two runs: usual ones, hostile ones, or ones that cannot be compared. */
    static URI page(String which, Path folder) throws Exception {
        String name = which.equals("hostile") ? SampleRuns.HOSTILE : "draw";
        ComparedRun base = run(name, 7, 1);
        ComparedRun now = run(name, which.equals("refused") ? 8 : 7, 1.08);
        List<DifferenceLimit> limits = Stream.of("p99 <= +5%", "p50 <= +20%", "p99.9 <= +5%", "failures <= +1%")
                .map(DifferenceLimit::parse)
                .toList();
        Path file = folder.resolve("compare.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            CompareHtml.write(Comparison.of(base, now, limits, 0.95), "loadtest-output/" + name, "new", out);
        }
        return file.toUri();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "hostile", "refused"})
    void opensOffline(String which) throws Exception {
        browser.size(1280, 900);
        browser.colourScheme("light");
        URI page = page(which, folder);
        browser.open(page);

        assertThat(browser.evaluate("document.querySelectorAll('#limits tbody tr').length")
                        .asInt())
                .isEqualTo(4);
        assertThat(browser.evaluate("document.querySelectorAll('#requests tbody tr').length")
                        .asInt())
                .isEqualTo(which.equals("refused") ? 0 : 5);
        assertThat(browser.evaluate("document.querySelector('.badge').textContent")
                        .asText())
                .endsWith(which.equals("refused") ? "Not comparable" : "Beyond");
        assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
        assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
        assertThat(browser.events("Log.entryAdded")).isEmpty();
        assertThat(browser.events("Network.requestWillBeSent"))
                .extracting(e -> e.get("request").get("url").asText())
                .allSatisfy(url -> assertThat(url).matches("data:.*|" + Pattern.quote(page.toString())));
    }

    @ParameterizedTest
    @CsvSource({
        "1280, light, usual",
        "1280, dark, usual",
        "400, light, usual",
        "400, dark, usual",
        "400, light, hostile",
        "400, dark, refused"
    })
    void widthsAndSchemes(int width, String scheme, String which) throws Exception {
        browser.size(width, 900);
        browser.colourScheme(scheme);
        browser.open(page(which, folder));

        // Beside a scroll bar there is less than the window's width.
        assertThat(browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        .asInt())
                .isZero();
        assertThat(browser.lowestContrast()).isGreaterThan(4.5);
        if (which.equals("usual")) {
            // The drawing is visible, and all of it lies within.
            assertThat(browser.evaluate("Math.min(...[...document.querySelectorAll('.range .span')]"
                                    + ".map(e => e.getBoundingClientRect().width))")
                            .asDouble())
                    .isPositive();
            assertThat(browser.evaluate("[...document.querySelectorAll('.range')].every(s => [...s.children].every(e =>"
                                    + " e.getBoundingClientRect().left >= s.getBoundingClientRect().left - 1"
                                    + " && e.getBoundingClientRect().right <= s.getBoundingClientRect().right + 1))")
                            .asBoolean())
                    .isTrue();
        }
    }
}
