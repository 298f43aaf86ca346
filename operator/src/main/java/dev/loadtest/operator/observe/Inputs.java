package dev.loadtest.operator.observe;

import dev.loadtest.operator.guard.TargetService;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that a manifest refers to, as they are in the cluster.
 *
 * @param service the Service that the target's host names in the LoadTest's namespace
 * @param configMaps those of file sets, by name; missing ones are absent
 * @param claims volumes of file sets and output, likewise
 */
public record Inputs(
        Optional<TargetService> service,
        Map<String, ConfigMapFiles> configMaps,
        Map<String, PersistentVolumeClaim> claims) {
    public static final Inputs NONE = new Inputs(Optional.empty(), Map.of(), Map.of());

    public Inputs {
        configMaps = Map.copyOf(configMaps);
        claims = Map.copyOf(claims);
    }
}
