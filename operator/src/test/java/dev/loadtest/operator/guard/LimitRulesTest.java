package dev.loadtest.operator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.settings.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitRulesTest {
    private static List<String> paths(String manifestRest, Limits limits) {
        String yaml = """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots}
                spec:
                  target: {url: "http://plots:8000"}
                  requests: [{name: health, path: /health}]
                """ + manifestRest;
        return LimitRules.check(SampleTests.of(yaml, null).getSpec(), limits).stream()
                .map(Problem::path)
                .toList();
    }

    private static List<String> ofPhase(String shape, double most) {
        return paths("  phases: [{name: p, request: health, " + shape + "}]\n", new Limits(0, 0, Duration.ZERO, most));
    }

    @Test
    void unlimited() {
        assertThat(paths(
                        "  parallelism: 1000\n  phases: [{name: p, request: health, burst: {requests: 1000000}}]\n",
                        Limits.NONE))
                .isEmpty();
    }

    @Test
    void ratePeak() {
        String ramp =
                "rate: {startPerSecond: 0, stages: [{duration: 1m, perSecond: 500}, {duration: 1m, perSecond: 10}]}";
        assertThat(ofPhase(ramp, 500)).isEmpty();
        assertThat(ofPhase(ramp, 499)).containsExactly("spec.phases[0].rate");
        assertThat(ofPhase("rate: {startPerSecond: 500, stages: [{duration: 1m, perSecond: 1}]}", 499))
                .containsExactly("spec.phases[0].rate");
    }

    @Test
    void burstSize() {
        assertThat(ofPhase("burst: {requests: 100}", 100)).isEmpty();
        assertThat(ofPhase("burst: {requests: 101}", 100)).containsExactly("spec.phases[0].burst");
    }

    @Test
    void parallelCasesAddUp() {
        String phase = "  files: [{name: csv, configMap: {name: csv}}]\n"
                + "  phases: [{name: p, request: health, forEach: {files: csv}, parallelCases: 2, burst: {requests: 60}}]\n";
        assertThat(paths(phase, new Limits(0, 0, Duration.ZERO, 120))).isEmpty();
        assertThat(paths(phase, new Limits(0, 0, Duration.ZERO, 119))).containsExactly("spec.phases[0].burst");
    }

    @Test
    void phasesOfAGroupAddUp() {
        String phases = "  phases:\n"
                + "  - {name: alone, request: health, burst: {requests: 90}}\n"
                + "  - {name: browse, group: g, request: health, rate: {perSecond: 50, duration: 1m}}\n"
                + "  - {name: checkout, group: g, request: health, rate: {perSecond: 5.5, duration: 1m}}\n"
                + "  - {name: users, group: g, request: health, concurrency: {users: 50, duration: 1m}}\n"
                + "  - {name: burst, group: g, request: health, burst: {requests: 40}}\n";
        assertThat(paths(phases, new Limits(0, 0, Duration.ZERO, 95.5))).isEmpty();
        assertThat(paths(phases, new Limits(0, 0, Duration.ZERO, 95))).containsExactly("spec.phases[1].group");
        assertThat(paths(phases, new Limits(0, 0, Duration.ZERO, 45)))
                .containsExactly("spec.phases[0].burst", "spec.phases[1].rate");
    }

    /** Phases of different variants never run at once. */
    @Test
    void phasesOfAGroupAddUpByVariant() {
        String phases = "  variants: [{name: a}, {name: b}]\n  phases:\n"
                + "  - {name: one, group: g, variants: [a], request: health, rate: {perSecond: 50, duration: 1m}}\n"
                + "  - {name: two, group: g, variants: [b], request: health, rate: {perSecond: 50, duration: 1m}}\n"
                + "  - {name: three, group: g, request: health, rate: {perSecond: 10, duration: 1m}}\n";
        assertThat(paths(phases, new Limits(0, 0, Duration.ZERO, 60))).isEmpty();
        assertThat(paths(phases, new Limits(0, 0, Duration.ZERO, 59))).containsExactly("spec.phases[0].group");
    }

    @Test
    void closedModelIsUnknown() {
        assertThat(ofPhase("concurrency: {users: 50, duration: 1m}", 1)).isEmpty();
    }

    @Test
    void allViolationsAreReported() {
        String spec = """
                  parallelism: 5
                  activeDeadlineSeconds: 61
                  phases: [{name: p, request: health, burst: {requests: 11}}]
                """;
        assertThat(paths(spec, new Limits(1, 4, Duration.ofMinutes(1), 10)))
                .containsExactly("spec.parallelism", "spec.activeDeadlineSeconds", "spec.phases[0].burst");
        assertThat(paths(spec, new Limits(1, 5, Duration.ofSeconds(61), 11))).isEmpty();
    }
}
