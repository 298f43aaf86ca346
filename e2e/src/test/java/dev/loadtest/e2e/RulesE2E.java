package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals of the API server with their messages: for each rule an accepted and a refused manifest. */
class RulesE2E {

    @BeforeAll
    static void crd() {
        Operator.ready();
    }

    static List<RuleTable.Row> rules() {
        return RuleTable.read("e2e/scenarios/rules/rules.txt");
    }

    static List<RuleTable.Row> bounds() {
        return RuleTable.read("e2e/scenarios/rules/bounds.txt");
    }

    @ParameterizedTest
    @MethodSource({"rules", "bounds"})
    void violationIsRefused(RuleTable.Row row) {
        assertThatCode(() -> RuleTable.tryOut(row.accepted()))
                .as("takes %s", row.accepted())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RuleTable.tryOut(row.refused()))
                .as("refuses %s", row.refused())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(row.field() + ":")
                .hasMessageContaining(row.sentence());
    }

    @Test
    void everyRuleIsTested() {
        assertThat(rules().stream().map(RuleTable.Row::sentence).collect(Collectors.toSet()))
                .isEqualTo(RuleTable.sentencesOfASpec());
    }

    @Test
    void nameLength() {
        RuleTable.tryOutNamed("n".repeat(40));
        for (String name : List.of("n".repeat(41), "a.b")) {
            assertThatThrownBy(() -> RuleTable.tryOutNamed(name))
                    .hasMessageContaining("metadata.name must be a DNS label of at most 40 characters");
        }
    }

    @Test
    void misspeltField() {
        assertThatThrownBy(() -> RuleTable.tryOut("{paralelism: 2}"))
                .hasMessageContaining("unknown field \"spec.paralelism\"");
        assertThatThrownBy(() -> RuleTable.tryOut("{phase: {burts: {requests: 1}}}"))
                .hasMessageContaining("unknown field \"spec.phases[0].burts\"");
    }

    @Test
    void listsAreAtomic() {
        try (Scenario scenario = Scenario.open("order")) {
            apply(scenario, "{suspend: true, phases: [{name: a, request: r}, {name: b, request: r}]}");
            assertThat(phases(
                            apply(scenario, "{suspend: true, phases: [{name: b, request: r}, {name: a, request: r}]}")))
                    .containsExactly("b", "a");
            assertThat(phases(apply(scenario, "{suspend: true, phases: [{name: b, request: r}]}")))
                    .containsExactly("b");
        }
    }

    @Test
    void defaults() {
        try (Scenario scenario = Scenario.open("defaults")) {
            GenericKubernetesResource made = apply(scenario, "{suspend: true}");
            assertThat((Integer) made.get("spec", "parallelism")).isEqualTo(1);
            assertThat((Integer) made.get("spec", "startupDeadlineSeconds")).isEqualTo(300);
            assertThat((String) made.get("spec", "onWorkerLoss")).isEqualTo("Continue");
            assertThat((String) made.get("spec", "target", "protocol")).isEqualTo("HTTP1");
            assertThat((String) made.get("spec", "requests", 0, "method")).isEqualTo("GET");
            assertThat((String) made.get("spec", "requests", 0, "timeout")).isEqualTo("30s");
            assertThat((String) made.get("spec", "phases", 0, "gate")).isEqualTo("All");
            assertThat((Integer) made.get("spec", "phases", 0, "maxFailures")).isZero();
        }
    }

    private static GenericKubernetesResource apply(Scenario scenario, String change) {
        GenericKubernetesResource manifest = RuleTable.manifest(change);
        manifest.getMetadata().setNamespace(scenario.namespace());
        return scenario.client().resource(manifest).serverSideApply();
    }

    private static List<String> phases(GenericKubernetesResource test) {
        List<Object> phases = test.get("spec", "phases");
        return phases.stream()
                .map(phase -> String.valueOf(((Map<?, ?>) phase).get("name")))
                .toList();
    }

    /** For each field, a value different from the running LoadTest's. */
    private static final List<String> CHANGES = List.of(
            "{\"target\": {\"url\": \"http://other\"}}",
            "{\"targets\": [{\"name\": \"t\", \"url\": \"http://other\"}]}",
            "{\"parallelism\": 3}",
            "{\"seed\": 1}",
            "{\"select\": \"steady\"}",
            "{\"startupDeadlineSeconds\": 1}",
            "{\"activeDeadlineSeconds\": 1}",
            "{\"drain\": \"1s\"}",
            "{\"onWorkerLoss\": \"Abort\"}",
            "{\"variants\": [{\"name\": \"a\"}]}",
            "{\"files\": [{\"name\": \"f\", \"configMap\": {\"name\": \"c\"}}]}",
            "{\"requests\": [{\"name\": \"health\", \"path\": \"/other\"}]}",
            "{\"journeys\": [{\"name\": \"j\", \"steps\": [{\"request\": \"health\"}]}]}",
            "{\"phases\": [{\"name\": \"steady\", \"request\": \"health\"}]}",
            "{\"thresholds\": [{\"expr\": \"p99 < 1s\"}]}",
            "{\"baseline\": {\"results\": {\"configMap\": \"c\"}, \"limits\": [{\"expr\": \"p99 <= +5%\"}]}}",
            "{\"trace\": {\"header\": \"traceparent\"}}",
            "{\"worker\": {\"labels\": {\"a\": \"b\"}}}",
            "{\"output\": {\"persistentVolumeClaim\": {\"claimName\": \"c\"}}}");

    @Test
    void specIsFrozenAfterStart() {
        try (Scenario scenario = Scenario.open("frozen")) {
            scenario.plots();
            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/lifecycle/rate.yaml"), Manifests.spec(Map.of("suspend", true)));
            CHANGES.forEach(change -> run.patch(change, true));
            run.patch("{\"suspend\": false}");
            run.await(60, status -> status.startTime() != null);

            Set<String> said = new TreeSet<>();
            for (String change : CHANGES) {
                assertThatThrownBy(() -> run.patch(change, true))
                        .satisfies(refusal -> RuleTable.sentencesOfAChange().stream()
                                .filter(String.valueOf(refusal.getMessage())::contains)
                                .forEach(said::add));
            }
            run.patch("{\"suspend\": true, \"ttlSecondsAfterFinished\": 600}");
            run.patch("{\"suspend\": false}");
            run.patch("{\"stop\": true}");
            assertThatThrownBy(() -> run.patch("{\"stop\": false}")).hasMessageContaining("stop cannot be taken back");
            said.add("stop cannot be taken back");

            assertThat(said).isEqualTo(RuleTable.sentencesOfAChange());
        }
    }
}
