package dev.loadtest.operator.observe;

import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.operator.guard.TargetService;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that a manifest refers to, as they are in the cluster.
 *
 * @param services those of the LoadTest's namespace that it aims at, by the host that names each
 * @param configMaps those of file sets, by name; missing ones are absent
 * @param claims volumes of file sets and output, likewise
 * @param baseline the run in the ConfigMap that spec.baseline names
 */
public record Inputs(
        Map<String, TargetService> services,
        Map<String, ConfigMapFiles> configMaps,
        Map<String, PersistentVolumeClaim> claims,
        FoundBaseline baseline) {
    public static final Inputs NONE = new Inputs(Map.of(), Map.of(), Map.of());

    /** Inputs of a LoadTest without a baseline. */
    public Inputs(
            Map<String, TargetService> services,
            Map<String, ConfigMapFiles> configMaps,
            Map<String, PersistentVolumeClaim> claims) {
        this(services, configMaps, claims, FoundBaseline.ELSEWHERE);
    }

    public Inputs {
        services = Map.copyOf(services);
        configMaps = Map.copyOf(configMaps);
        claims = Map.copyOf(claims);
    }

    /** The Service that a host names; empty if there is none. */
    public Optional<TargetService> service(String host) {
        return Optional.ofNullable(services.get(host));
    }
}
