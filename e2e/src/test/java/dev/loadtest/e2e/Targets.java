package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Aims the smallest LoadTest somewhere, and makes Services that lead where they should not. */
final class Targets {
    private Targets() {}

    static Run aim(Scenario scenario, String url) {
        return aim(scenario, url, "target-" + Integer.toHexString(url.hashCode()));
    }

    /** One run each, all at once. */
    static List<Run> aim(Scenario scenario, List<String> urls) {
        return IntStream.range(0, urls.size())
                .mapToObj(i -> aim(scenario, urls.get(i), "target-" + i))
                .toList();
    }

    private static Run aim(Scenario scenario, String url, String name) {
        return scenario.run(Scenario.read("e2e/scenarios/targets/health.yaml"), test -> {
            test.getMetadata().setName(name);
            return Manifests.spec(Map.of("target", Map.of("url", url))).apply(test);
        });
    }

    /** Its status names the field and the reason, and it is Stalled for that. */
    static void assertRefused(Scenario scenario, String url, String reason) {
        Run run = aim(scenario, url);
        LoadTestStatus status =
                run.await(30, it -> it.message() != null && !it.message().isEmpty());
        assertThat(status.message())
                .as(run::describe)
                .startsWith("spec.target.url: ")
                .contains(reason);
        assertThat(status.state()).isEqualTo(State.PENDING);
        assertThat(Objects.requireNonNull(status.conditions())).anySatisfy(condition -> assertThat(
                        List.of(condition.getType(), condition.getStatus(), condition.getReason()))
                .containsExactly("Stalled", "True", "InvalidSpec"));
    }

    static void assertNoJobs(Scenario scenario) {
        assertThat(scenario.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(scenario.namespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    /** The address where the API server listens. */
    static String apiServer() {
        return Kubernetes.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getEndpoints()
                .getFirst()
                .getAddresses()
                .getFirst();
    }

    /** The cluster IP of its Service. */
    static String apiService() {
        return Kubernetes.client()
                .services()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getSpec()
                .getClusterIP();
    }

    static String externalName(String name, String host) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {type: ExternalName, externalName: %s}
                """.formatted(name, host);
    }

    /** A Service with an address of its own whose endpoint was written by hand. */
    static String byHand(String name, String address, int port) {
        return leadingTo(name, address).replace("clusterIP: None, ", "").replace("6443", String.valueOf(port));
    }

    /** A headless Service of the pods with a label {@code app}. */
    static String headless(String name, String app, int port) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {clusterIP: None, selector: {app: %s}, ports: [{name: http, port: %d}]}
                """.formatted(name, app, port);
    }

    /** A headless Service whose endpoint was written by hand. */
    static String leadingTo(String name, String address) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME}
                spec: {clusterIP: None, ports: [{name: http, port: 6443}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: NAME, labels: {kubernetes.io/service-name: NAME}}
                addressType: IPv4
                ports: [{name: http, port: 6443}]
                endpoints: [{addresses: [ADDRESS], conditions: {ready: true}}]
                """.replace("NAME", name).replace("ADDRESS", address);
    }
}
