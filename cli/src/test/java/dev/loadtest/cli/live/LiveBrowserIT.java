package dev.loadtest.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.report.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --live} in a real browser; {@code -Pbrowser} runs it. */
@Tag("browser")
class LiveBrowserIT {
    @TempDir
    private Path folder;

    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        browser = Chromium.start();
    }

    @AfterEach
    void stop() throws Exception {
        browser.stop();
    }

    @Test
    void followsTheRunAndEndsWithItsReport() throws Exception {
        try (HeldRun run = HeldRun.start(folder)) {
            browser.open(run.page());
            // The target holds the last request: the run cannot go on, and this must come to pass.
            browser.await("document.getElementById('live-sent').textContent === '6'"
                    + " && document.getElementById('live-flight').textContent === '1 under way'");
            browser.await("document.querySelector('#rate-chart svg').getAttribute('aria-label').includes(': 6 sent')");
            browser.await(
                    "[...document.querySelectorAll('#time-phase option')].map(o => o.value).join() === ',before,held'");
            assertThat(browser.evaluate("document.getElementById('live-message').textContent")
                            .asText())
                    .isEqualTo("held");
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
                            .asBoolean())
                    .isTrue();
            assertThat(run.isOver()).isFalse();

            run.release();

            browser.await("document.querySelector('.badge').textContent.includes('Passed')");
            assertThat(run.exit()).isZero();
            // The server has ended, and the page works on.
            browser.await("document.querySelectorAll('#latency-chart path.line').length > 0");
            browser.await("document.querySelectorAll('#case-table tbody tr').length === 2");
            assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
            assertThat(browser.events("Log.entryAdded")).isEmpty();
        }
    }
}
