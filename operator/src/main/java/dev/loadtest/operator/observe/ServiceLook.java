package dev.loadtest.operator.observe;

import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the Service named by a host, with its destinations. Any thread; blocks for calls of the API server. */
public final class ServiceLook implements Function<String, Optional<TargetService>> {
    private final KubernetesClient client;
    private final TargetGuard guard;
    private final String namespace;

    public ServiceLook(KubernetesClient client, TargetGuard guard, String namespace) {
        this.client = client;
        this.guard = guard;
        this.namespace = namespace;
    }

    /** Empty if the host names no Service of the namespace, or none exists. */
    @Override
    public Optional<TargetService> apply(String host) {
        return guard.serviceName(host, namespace).flatMap(name -> Optional.ofNullable(
                        client.services().inNamespace(namespace).withName(name).get())
                .map(this::seen));
    }

    private TargetService seen(Service service) {
        String name = service.getMetadata().getName();
        if ("ExternalName".equals(service.getSpec().getType())) {
            return TargetService.external(name);
        }
        List<String> ips = Objects.requireNonNullElse(service.getSpec().getClusterIPs(), List.<String>of()).stream()
                .filter(ip -> !ip.isEmpty() && !ip.equals("None"))
                .toList();
        return new TargetService(
                name,
                false,
                ips,
                Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of()),
                endpoints(name));
    }

    private List<String> endpoints(String service) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()
                .stream()
                .filter(slice -> !"FQDN".equals(slice.getAddressType()))
                // A Service without ready pods has slices without endpoints.
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
