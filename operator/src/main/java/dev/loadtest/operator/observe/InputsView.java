package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks up what a manifest refers to. Any thread; each look blocks for calls of the API server. */
final class InputsView {
    private final KubernetesClient client;
    private final TargetGuard guard;

    InputsView(KubernetesClient client, TargetGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    /** What its target is alone: of a run with a plan the rest is pinned. */
    Inputs target(LoadTest test) {
        return new Inputs(service(test), Map.of(), Map.of());
    }

    Inputs of(LoadTest test) {
        String namespace = test.getMetadata().getNamespace();
        Set<String> configMaps = new TreeSet<>();
        Set<String> claims = new TreeSet<>();
        LoadTestSpec spec = test.getSpec();
        for (FileSetSpec set : Objects.requireNonNullElse(spec.files(), List.<FileSetSpec>of())) {
            if (set.configMap() != null) {
                configMaps.add(set.configMap().name());
            }
            if (set.persistentVolumeClaim() != null) {
                claims.add(set.persistentVolumeClaim().claimName());
            }
        }
        if (spec.output() != null) {
            claims.add(spec.output().persistentVolumeClaim().claimName());
        }
        Map<String, ConfigMap> foundMaps = found(client.configMaps(), namespace, configMaps);
        Map<String, PersistentVolumeClaim> foundClaims = found(client.persistentVolumeClaims(), namespace, claims);
        return new Inputs(service(test), foundMaps, foundClaims);
    }

    private static <T extends HasMetadata> Map<String, T> found(
            MixedOperation<T, ?, ? extends Resource<T>> kind, String namespace, Set<String> names) {
        Map<String, T> found = new HashMap<>();
        for (String name : names) {
            T object = kind.inNamespace(namespace).withName(name).get();
            if (object != null) {
                found.put(name, object);
            }
        }
        return found;
    }

    private Optional<TargetService> service(LoadTest test) {
        String host;
        try {
            host = TargetUrl.parse(test.getSpec().target().url()).host();
        } catch (IllegalArgumentException notOne) {
            // The validator says so.
            return Optional.empty();
        }
        String namespace = test.getMetadata().getNamespace();
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
                endpoints(service));
    }

    private List<String> endpoints(Service service) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(service.getMetadata().getNamespace())
                .withLabel("kubernetes.io/service-name", service.getMetadata().getName())
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
