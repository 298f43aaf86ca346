package dev.loadtest.operator.smoke;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/**
 * The objects of a smoke test. Targets are Services of a LoadTest's own namespace, and the operator runs none of its
 * own: a Service without a selector, in the test's namespace, leads to the operator's pods. Names are made by the API
 * server, so that remains of an earlier test are not in the way. Pure.
 */
final class SmokeObjects {
    private static final String PREFIX = "smoke-";
    private static final String PORT_NAME = "management";
    private static final int PORT = 8080;

    private final SmokeSettings settings;

    SmokeObjects(SmokeSettings settings) {
        this.settings = settings;
    }

    private ObjectMetaBuilder metadata() {
        return new ObjectMetaBuilder().withGenerateName(PREFIX).withNamespace(settings.namespace());
    }

    Service service() {
        return new ServiceBuilder()
                .withMetadata(metadata().build())
                .withNewSpec()
                .addNewPort()
                .withName(PORT_NAME)
                .withPort(PORT)
                .withNewTargetPort(PORT)
                .endPort()
                .endSpec()
                .build();
    }

    /** @param addresses of the operator's pods, all of one family */
    EndpointSlice endpoints(String service, List<String> addresses) {
        return new EndpointSliceBuilder()
                .withMetadata(metadata()
                        .withLabels(Map.of("kubernetes.io/service-name", service))
                        .build())
                .withAddressType(addresses.getFirst().contains(":") ? "IPv6" : "IPv4")
                .addNewPort()
                .withName(PORT_NAME)
                .withPort(PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewEndpoint()
                .withAddresses(addresses)
                .endEndpoint()
                .build();
    }

    /** One worker asks until the operator is healthy, then some times more. */
    LoadTest loadTest(String service) {
        LoadTest test = Serialization.unmarshal("""
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                spec:
                  target: {url: "http://%s:%d"}
                  drain: 5s
                  startupDeadlineSeconds: 120
                  requests: [{name: health, path: /healthz, timeout: 5s}]
                  phases:
                  - {name: up, request: health, until: {timeout: 1m, interval: 1s}, maxLateness: 10s}
                  - {name: steady, needs: [up], request: health, rate: {perSecond: 10, duration: 2s}, maxLateness: 10s}
                """.formatted(service, PORT), LoadTest.class);
        test.setMetadata(metadata().build());
        return test;
    }
}
