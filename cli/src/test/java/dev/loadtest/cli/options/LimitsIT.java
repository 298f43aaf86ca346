package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code maxFailures}, {@code timeout}s, {@code drain}, {@code activeDeadlineSeconds} and {@code onFailure}. */
@Timeout(30)
class LimitsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, 1, false",
        "2, 2, true",
        "2, 3, false",
        "10%, 1, true",
        "10%, 2, false",
        "9%, 1, false"
    })
    void maxFailures(String allowed, int failing, boolean passes) {
        AtomicInteger number = new AtomicInteger();
        TestTarget target = lab.target(request -> Answer.status(number.getAndIncrement() < failing ? 500 : 200));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 10}, maxFailures: "%s", maxLateness: 10s}]
                """.replace("\"%s\"", allowed.endsWith("%") ? "\"" + allowed + "\"" : allowed));

        Finished ended = passes ? run.passed() : run.failed();
        assertThat(ended.tracked().unexpected()).isEqualTo(failing);
    }

    @Test
    void requestTimeout() {
        TestTarget target = lab.target(request -> Answer.silence());

        Finished run = lab.run(target, single("timeout: 100ms")).failed();

        assertThat(run.tracked().timeouts()).isEqualTo(1);
        assertThat(run.reason("p")).isEqualTo("1 of 1 tracked requests failed: r: no whole response within 100ms");
        // A timeout counts in the latency, with the time at which the request was given up.
        assertThat(run.tracked().json().path("responseMicros").path("max").asLong())
                .isBetween(100_000L, 20_000_000L);
    }

    @Test
    void timeoutOfDrippingBody() {
        TestTarget target = lab.target(request ->
                Answer.dripping("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "x", Duration.ofMillis(10)));

        Finished run = lab.run(target, single("timeout: 200ms")).failed();

        assertThat(run.tracked().timeouts()).isEqualTo(1);
    }

    @Test
    void timeoutOfDrippingHead() {
        TestTarget target =
                lab.target(request -> Answer.dripping("HTTP/1.1 200 OK\r\n", "X-Drop: 1\r\n", Duration.ofMillis(10)));

        Finished run = lab.run(target, single("timeout: 200ms")).failed();

        assertThat(run.tracked().timeouts()).isEqualTo(1);
    }

    @Test
    void unresolvedAtDrainEnd() {
        TestTarget target = lab.target(request -> Answer.silence());

        Finished run = lab.run(target, """
                drain: 200ms
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 3, tracked: 0}, maxLateness: 10s}]
                """).passed();

        assertThat(run.totals().fireAndForget().unresolved()).isEqualTo(3);
    }

    @Test
    void drainWaitsForOutcomes() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(400)));

        Finished run = lab.run(target, """
                drain: 20s
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 3, tracked: 0}, maxLateness: 10s}]
                """).passed();

        assertThat(run.totals().fireAndForget().succeeded()).isEqualTo(3);
    }

    @Test
    void caseTimeout() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(500)));

        Finished run = lab.run("target: {url: \"" + target.url() + """
                ", connections: 2}
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, burst: {requests: 9}, timeout: 200ms, maxLateness: 10s}]
                """).failed();

        assertThat(run.reason("p")).contains("not done within its timeout of 200ms");
        assertThat(run.tracked().notSent("caseTimeout")).isEqualTo(7);
        assertThat(run.tracked().succeeded()).as("filed late").isEqualTo(2);
        assertThat(target.received()).hasSize(2);
    }

    @Test
    void activeDeadline() {
        TestTarget target = lab.target();

        Finished run = lab.run(target, """
                activeDeadlineSeconds: 1
                requests: [{name: r, path: /}]
                phases:
                - {name: a, request: r, rate: {perSecond: 20, duration: 1h}, maxLateness: 10s}
                - {name: b, request: r}
                """);

        assertThat(run.verdict()).isEqualTo("Aborted");
        assertThat(run.exit()).isEqualTo(130);
        assertThat(run.message()).contains("activeDeadlineSeconds (1 s)");
        assertThat(run.outcome("a")).isEqualTo("ERROR");
        assertThat(run.outcome("b")).isEqualTo("SKIPPED");
        assertThat(run.tracked().sent()).isEqualTo(target.received().size());
        // 20 in a second; twice as many if a timer is late.
        assertThat(target.received()).hasSizeBetween(1, 40);
    }

    @Test
    void onFailureStop() {
        String manifest = """
                variants: [{name: v}, {name: w}]
                requests: [{name: bad, path: /bad}, {name: ok, path: /ok}]
                phases: [{name: a, request: bad%s}, {name: b, request: ok}]
                """;
        TestTarget goesOn = lab.target(LimitsIT::bad);
        TestTarget stops = lab.target(LimitsIT::bad);

        lab.run(goesOn, manifest.formatted("")).failed();
        Finished stopped =
                lab.run(stops, manifest.formatted(", onFailure: Stop")).failed();

        assertThat(goesOn.received()).hasSize(4);
        assertThat(stops.received()).hasSize(1);
        assertThat(stopped.outcome("b[v]")).isEqualTo("SKIPPED");
        assertThat(stopped.outcome("a[w]")).isEqualTo("SKIPPED");
        assertThat(stopped.reason("b[v]")).contains("onFailure is Stop");
    }

    private static Answer bad(Received request) {
        return Answer.status(request.path().equals("/bad") ? 500 : 200);
    }

    private static String single(String option) {
        return "requests: [{name: r, path: /, " + option + "}]\nphases: [{name: p, request: r}]";
    }
}
