package dev.loadtest.operator.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.report.Results;
import dev.loadtest.operator.report.StatusAggregator;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure parts of {@code helm test}; ChartE2E runs it. */
class SmokeRunTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SMOKE_NAMESPACE", "smoke",
            "OPERATOR_NAMESPACE", "system",
            "OPERATOR_LABELS", "app=operator");

    private final SmokeObjects objects = new SmokeObjects(SmokeSettings.read(ENVIRONMENT));

    @ParameterizedTest
    @ValueSource(strings = {"SMOKE_NAMESPACE", "OPERATOR_NAMESPACE", "OPERATOR_LABELS"})
    void missingVariableIsNamed(String name) {
        Map<String, String> without = new HashMap<>(ENVIRONMENT);
        without.remove(name);
        assertThatThrownBy(() -> SmokeSettings.read(without)).hasMessageContaining(name);
    }

    /** The operator itself admits it: its target is a Service of its own namespace. */
    @Test
    void loadTestIsRunnable() {
        LoadTest test = objects.loadTest("smoke-x7k2p");
        test.getMetadata().setName("smoke-y");
        test.getMetadata().setUid(SampleTests.UID);
        test.getMetadata().setGeneration(1L);
        TargetService service =
                new TargetService("smoke-x7k2p", false, List.of("10.96.9.9"), Map.of(), List.of("10.244.0.7"));
        Observation seen = ObservationDraft.of(SampleTests.seen(test))
                .inputs(new Inputs(Map.of("smoke-x7k2p", service), Map.of(), Map.of()))
                .observation();
        assertThat(SampleTests.validated(SampleTests.settings(), seen)).isInstanceOf(Validated.Runnable.class);
    }

    @Test
    void serviceLeadsToTheOperator() {
        EndpointSlice slice = objects.endpoints("smoke-x7k2p", List.of("10.244.0.7", "10.244.0.8"));
        assertThat(List.of(objects.service(), slice, objects.loadTest("smoke-x7k2p")))
                .allSatisfy(object -> {
                    assertThat(object.getMetadata().getNamespace()).isEqualTo("smoke");
                    assertThat(object.getMetadata().getGenerateName()).isEqualTo("smoke-");
                });
        assertThat(objects.service().getSpec().getSelector()).isNullOrEmpty();
        assertThat(slice.getMetadata().getLabels()).containsEntry("kubernetes.io/service-name", "smoke-x7k2p");
        assertThat(slice.getAddressType()).isEqualTo("IPv4");
        assertThat(slice.getEndpoints().getFirst().getAddresses()).containsExactly("10.244.0.7", "10.244.0.8");
        assertThat(objects.endpoints("s", List.of("fd00::7")).getAddressType()).isEqualTo("IPv6");
    }

    @Test
    void addressesOfReadyPods() {
        assertThat(SmokeOutcome.addresses(List.of(
                        pod("10.244.0.7", "True"), pod("10.244.0.8", "False"), new Pod(), pod("fd00::9", "True"))))
                .containsExactly("10.244.0.7");
        assertThat(SmokeOutcome.addresses(List.of())).isEmpty();
    }

    private static Pod pod(String ip, String ready) {
        return new PodBuilder()
                .withNewStatus()
                .withPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private static LoadTest after(Decision decision) {
        Observation seen =
                SampleTests.seen(SampleTests.test(Statuses.started(State.RUNNING, SampleTests.NOW.minusSeconds(60))));
        seen.test().setStatus(StatusAggregator.status(seen, decision));
        return seen.test();
    }

    @Test
    void verdictDecides() {
        LoadTest passed = after(new Decision.Finish(Results.of(Verdict.PASSED, 1, 1, 0), List.of(), Optional.empty()));
        assertThat(SmokeOutcome.isSettled(passed)).isTrue();
        assertThat(SmokeOutcome.isPassed(passed)).isTrue();
        assertThat(SmokeOutcome.sentence(passed)).isEqualTo("PASSED");
        LoadTest failed = after(new Decision.Conclude(Verdict.ERROR, "the workers were not ready"));
        assertThat(SmokeOutcome.isSettled(failed)).isTrue();
        assertThat(SmokeOutcome.isPassed(failed)).isFalse();
        assertThat(SmokeOutcome.sentence(failed)).isEqualTo("ERROR: the workers were not ready");
    }

    @Test
    void refusedIsNotAwaited() {
        LoadTest refused = after(new Decision.Refuse(List.of(new Problem("spec.target", "is wrong"))));
        assertThat(SmokeOutcome.isSettled(refused)).isTrue();
        assertThat(SmokeOutcome.isPassed(refused)).isFalse();
        assertThat(SmokeOutcome.sentence(refused)).isEqualTo("PENDING: spec.target: is wrong");
    }

    @Test
    void neitherSeenNorThere() {
        LoadTest unseen = SampleTests.test();
        assertThat(SmokeOutcome.isSettled(unseen)).isFalse();
        assertThat(SmokeOutcome.sentence(unseen)).startsWith("no operator has seen the LoadTest");
        assertThat(SmokeOutcome.isSettled(null)).isTrue();
        assertThat(SmokeOutcome.isPassed(null)).isFalse();
        assertThat(SmokeOutcome.sentence(null)).isEqualTo("the LoadTest was deleted");
    }
}
