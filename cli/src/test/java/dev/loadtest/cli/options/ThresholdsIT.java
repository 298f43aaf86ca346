package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code thresholds}, of a phase and of the run: labels, units and {@code abort}. */
class ThresholdsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    /**
     * Thresholds of a run with 8 good requests in phase a and 2 bad ones in b, all tracked, and 4 bad untracked ones in
     * c.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            count == 14                                       | true
            count{phase=a} == 8                               | true
            count{request=bad} == 6                           | true
            count{request=bad,phase=b} == 2                   | true
            count{kind=tracked} == 10                         | true
            count{kind=fireAndForget} == 4                    | true
            count{variant=v} == 14                            | true
            failures <= 6                                     | true
            failures < 6                                      | false
            failures{kind=tracked} <= 20%                     | true
            failures{kind=tracked} < 20%                      | false
            failures{request=good} < 1                        | true
            p99 < 20s                                         | true
            p50{request=good} > 20s                           | false
            p99.9{time=service} < 20s                         | true
            max{time=response} >= 0ms                         | true
            mean < 20s                                        | true
            rps > 0                                           | true
            rps > 1000000                                     | false
            """)
    void labels(String expression, boolean holds) {
        TestTarget target = lab.target(request -> Answer.status(request.path().equals("/bad") ? 500 : 200));

        Finished run = lab.run(target, """
                variants: [{name: v}]
                requests: [{name: good, path: /good}, {name: bad, path: /bad}]
                phases:
                - {name: a, request: good, burst: {requests: 8}, maxLateness: 10s}
                - {name: b, request: bad, burst: {requests: 2}, maxFailures: 2}
                - {name: c, request: bad, burst: {requests: 4, tracked: 0}}
                thresholds: [{expr: "%s"}]
                """.formatted(expression));

        Section threshold = (holds ? run.passed() : run.failed()).threshold(expression);
        assertThat(threshold.text("result")).isEqualTo(holds ? "Passed" : "Failed");
    }

    @Test
    void phaseThresholdFailsLastCase() throws IOException {
        Finished run = lab.run(lab.target(), """
                requests: [{name: r, path: /}]
                phases:
                - {name: a, iterations: 2, request: r, thresholds: [{expr: "count < 2"}]}
                - {name: b, needs: [a], request: r}
                """).failed();

        assertThat(run.outcome("a[iter0]")).isEqualTo("PASSED");
        assertThat(run.outcome("a[iter1]")).isEqualTo("FAILED");
        assertThat(run.reason("a[iter1]")).contains("count < 2");
        assertThat(run.outcome("b")).isEqualTo("SKIPPED");
        assertThat(run.threshold("count < 2").text("phase")).isEqualTo("a");
        assertThat(Files.readString(run.folder().resolve("junit.xml")))
                .contains("count &lt; 2")
                .contains("<failure");
    }

    @Test
    void notSelected() {
        Finished run = lab.run(lab.target(), """
                requests: [{name: r, path: /}]
                phases: [{name: a, request: r}, {name: b, request: r}]
                thresholds: [{expr: "count{phase=b} > 5"}]
                """, "-k", "a").passed();

        assertThat(run.threshold("count{phase=b} > 5").text("result")).isEqualTo("NotSelected");
    }

    @Test
    void noDataFails() {
        TestTarget target = lab.target(request -> Answer.reset());

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: a, request: r, maxFailures: 1}]
                thresholds: [{expr: "p99 < 10s"}]
                """).failed();

        assertThat(run.outcome("a")).isEqualTo("PASSED");
        assertThat(run.threshold("p99 < 10s").text("result")).isEqualTo("Failed");
    }

    @Test
    void warmupIsExcluded() {
        lab.run(lab.target(), """
                requests: [{name: r, path: /}]
                phases: [{name: a, request: r, rate: {perSecond: 50, duration: 200ms, warmup: 200ms}, maxLateness: 10s}]
                thresholds: [{expr: "count == 10"}]
                """).passed();
    }

    @Test
    void decidedAgainAfterDrain() {
        TestTarget target = lab.target(request -> Answer.status(500).after(Duration.ofMillis(300)));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases:
                - {name: a, request: r, burst: {requests: 4, tracked: 0}, maxLateness: 10s,
                   thresholds: [{expr: "failures < 4"}]}
                """).failed();

        assertThat(run.outcome("a")).isEqualTo("PASSED");
        assertThat(run.threshold("failures < 4").text("result")).isEqualTo("Failed");
    }

    @Test
    void abortEndsRunAsFailed() {
        TestTarget target = lab.target(request -> Answer.status(500));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases:
                - {name: a, request: r, rate: {perSecond: 300, duration: 1h}, maxFailures: "100%", maxLateness: 10s}
                - {name: b, request: r}
                thresholds: [{expr: "failures < 50%", abort: true}]
                """).failed();

        assertThat(run.outcome("a")).isEqualTo("ERROR");
        assertThat(run.outcome("b")).isEqualTo("SKIPPED");
        assertThat(run.reason("b")).contains("failures < 50%");
        assertThat(target.received()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(run.item("a").tracked().planned()).isEqualTo(300L * 3600);
        assertThat(run.item("a").tracked().notSent("stopped")).isPositive();
    }
}
