package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One tenant creates a thousand LoadTests of maximum cost while another tenant runs one. */
class FloodOfLoadTestsE2E {
    private static final int SMALL = 988;
    private static final int LARGE = 12;
    private static final String LIMIT = "limits.maxPerNamespace=20";

    @BeforeAll
    static void operator() {
        Operator.ready(LIMIT);
    }

    @AfterAll
    static void asItWas() {
        Operator.ready();
    }

    @Test
    void otherTenantIsUnaffected() {
        try (Scenario good = Scenario.open("flood-good");
                Scenario hostile = Scenario.open("flood-hostile")) {
            good.plots();
            double quiet = medianGapMicros(good, "before");
            Pod leader = Operator.leader();

            flood(hostile);
            double flooded = medianGapMicros(good, "during");

            // Two milliseconds: the variance on two cores shared with the API server.
            assertThat(flooded).as("gaps of %s µs before", quiet).isLessThanOrEqualTo(2 * quiet + 2_000);
            Pod after = Operator.leader();
            assertThat(after.getMetadata().getUid())
                    .isEqualTo(leader.getMetadata().getUid());
            assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                    .isEqualTo(
                            leader.getStatus().getContainerStatuses().getFirst().getRestartCount());
            assertThatTheFirstAreSuspendedAndTheOthersWait(hostile);
        }
    }

    /** The first ones are validated, one a second; all others report what they wait for. */
    private static void assertThatTheFirstAreSuspendedAndTheOthersWait(Scenario hostile) {
        Kubernetes.within(180).untilAsserted(() -> {
            Map<State, Long> states = statuses(hostile).stream()
                    .collect(Collectors.groupingBy(
                            status -> Objects.requireNonNull(status.state()), Collectors.counting()));
            assertThat(states).isEqualTo(Map.of(State.SUSPENDED, 20L, State.PENDING, SMALL + LARGE - 20L));
        });
        assertThat(statuses(hostile).stream().filter(status -> status.state() == State.PENDING))
                .allSatisfy(status -> assertThat(status.message())
                        .matches("waiting: \\d+ earlier LoadTests of this namespace have not ended"
                                + " \\(limits.maxPerNamespace 20\\)"));
    }

    private static List<LoadTestStatus> statuses(Scenario hostile) {
        return Kubernetes.client()
                .resources(dev.loadtest.crds.model.LoadTest.class)
                .inNamespace(hostile.namespace())
                .list()
                .getItems()
                .stream()
                .map(test -> test.getStatus())
                .filter(Objects::nonNull)
                .toList();
    }

    private static void flood(Scenario hostile) {
        hostile.plots();
        String small = Scenario.read("e2e/scenarios/flood/small.yaml");
        String large = small.replace(
                "  requests: [{name: r, path: /}]\n", "  requests: [" + String.join(", ", largeRequests()) + "]\n");
        // As JSON, with each value quoted, 742 KiB.
        assertThat(large.length()).isGreaterThan(500_000);
        for (int i = 0; i < LARGE; i++) {
            String name = "{name: large-" + i + "}";
            hostile.run(large.replaceFirst("\\{name: small}", name));
        }
        for (int i = 0; i < SMALL; i++) {
            String name = "{name: small-" + i + "}";
            hostile.run(small.replaceFirst("\\{name: small}", name));
        }
    }

    private static List<String> largeRequests() {
        String oneOf = "[" + "a, ".repeat(939) + "a]";
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = i == 0 ? "r" : "r" + i;
            requests.add(
                    "{name: " + name + ", path: /, values: {v0: {oneOf: " + oneOf + "}, v1: {oneOf: " + oneOf + "}}}");
        }
        return requests;
    }

    private static double medianGapMicros(Scenario good, String name) {
        Run run = good.run(Scenario.read("e2e/scenarios/flood/barriers.yaml")
                .replace("{name: barriers}\nspec", "{name: " + name + "}\nspec"));
        assertThat(run.awaitEnd(180).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        ResultsFile results = run.results();
        List<Long> gaps = IntStream.range(1, results.cases())
                .mapToObj(i ->
                        results.json().path("cases").get(i).path("gapMicros").asLong())
                .sorted()
                .toList();
        return gaps.get(gaps.size() / 2);
    }
}
