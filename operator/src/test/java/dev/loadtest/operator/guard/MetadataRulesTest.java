package dev.loadtest.operator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.settings.Settings.PodMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataRulesTest {
    private static final PodMetadata ALLOWED =
            new PodMetadata(List.of("sidecar.istio.io/inject", "prometheus.io/"), List.of("team"));

    private static List<Problem> check(String worker) {
        return MetadataRules.check(
                SampleTests.test("worker: " + worker).getSpec().worker(), ALLOWED);
    }

    /** Commands to a node, a mesh or an injector that revoke the pod's own settings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "container.apparmor.security.beta.kubernetes.io/worker",
                "seccomp.security.alpha.kubernetes.io/pod",
                "sidecar.istio.io/userVolume",
                "sidecar.istio.io/userVolumeMount",
                "sidecar.istio.io/proxyImage",
                "sidecar.istio.io/injectX",
                "vault.hashicorp.com/agent-inject",
                "k8s.v1.cni.cncf.io/networks",
                "note"
            })
    void unnamedAnnotationIsRefused(String key) {
        assertThat(check("{annotations: {" + key + ": unconfined}}"))
                .containsExactly(new Problem(
                        "spec.worker.annotations[\"" + key + "\"]",
                        "is not allowed by the operator; its chart's workers.allowedAnnotations names what is"));
    }

    @ParameterizedTest
    @CsvSource({"app", "app.kubernetes.io/name", "azure.workload.identity/use", "teams"})
    void unnamedLabelIsRefused(String key) {
        assertThat(check("{labels: {" + key + ": x}}"))
                .containsExactly(new Problem(
                        "spec.worker.labels[\"" + key + "\"]",
                        "is not allowed by the operator; its chart's workers.allowedLabels names what is"));
    }

    @Test
    void namedKeysAreAllowed() {
        assertThat(
                        check(
                                "{annotations: {sidecar.istio.io/inject: 'true', prometheus.io/scrape: 'true'}, labels: {team: shop}}"))
                .isEmpty();
        assertThat(MetadataRules.check(null, ALLOWED)).isEmpty();
    }

    @Test
    void allReportedTogether() {
        assertThat(check("{annotations: {b: x, a: x}, labels: {c: x}}")).hasSize(3);
    }
}
