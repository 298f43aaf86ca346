package dev.loadtest.operator.observe;

import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.syntax.Aim;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.crds.validation.RowSets;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the objects that a manifest refers to. Any thread; each call blocks for calls of the API server. */
final class InputsView {
    private final KubernetesClient client;
    private final TargetGuard guard;

    InputsView(KubernetesClient client, TargetGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    /** Only the targets: for a run with a plan the rest is fixed. */
    Inputs targets(LoadTest test) {
        return new Inputs(services(test), Map.of(), Map.of());
    }

    Inputs of(LoadTest test) {
        String namespace = test.getMetadata().getNamespace();
        Set<String> configMaps = new TreeSet<>();
        Set<String> withRows = new TreeSet<>();
        Set<String> claims = new TreeSet<>();
        LoadTestSpec spec = test.getSpec();
        Set<String> rows = RowSets.used(spec);
        for (FileSetSpec set : Objects.requireNonNullElse(spec.files(), List.<FileSetSpec>of())) {
            if (set.configMap() != null) {
                configMaps.add(set.configMap().name());
                if (rows.contains(set.name())) {
                    withRows.add(set.configMap().name());
                }
            }
            if (set.persistentVolumeClaim() != null) {
                claims.add(set.persistentVolumeClaim().claimName());
            }
        }
        if (spec.output() != null) {
            claims.add(spec.output().persistentVolumeClaim().claimName());
        }
        // In sequence: only names and digests of each are kept.
        Map<String, ConfigMapFiles> foundMaps = found(
                client.configMaps(),
                namespace,
                configMaps,
                object -> ConfigMapFiles.of(
                        object, withRows.contains(object.getMetadata().getName())));
        Map<String, PersistentVolumeClaim> foundClaims =
                found(client.persistentVolumeClaims(), namespace, claims, claim -> claim);
        return new Inputs(services(test), foundMaps, foundClaims, baseline(spec.baseline(), namespace));
    }

    private FoundBaseline baseline(@Nullable BaselineSpec baseline, String namespace) {
        if (baseline == null || baseline.results() == null) {
            return FoundBaseline.ELSEWHERE;
        }
        String name = baseline.results().configMap();
        return StoredBaseline.of(
                name, client.configMaps().inNamespace(namespace).withName(name).get());
    }

    private static <T extends HasMetadata, K> Map<String, K> found(
            MixedOperation<T, ?, ? extends Resource<T>> kind,
            String namespace,
            Set<String> names,
            Function<T, K> kept) {
        Map<String, K> found = new HashMap<>();
        for (String name : names) {
            T object = kind.inNamespace(namespace).withName(name).get();
            if (object != null) {
                found.put(name, kept.apply(object));
            }
        }
        return found;
    }

    /** No more than may be aimed at: the rest is refused. Invalid URLs are reported by the validator. */
    private Map<String, TargetService> services(LoadTest test) {
        ServiceLook look = new ServiceLook(client, guard, test.getMetadata().getNamespace());
        Map<String, TargetService> found = new HashMap<>();
        Aim.of(test.getSpec()).stream()
                .flatMap(aim -> aim.parts().stream())
                .map(TargetUrl::host)
                .distinct()
                .limit(Aim.MAX_HOSTS)
                .forEach(host -> look.apply(host).ifPresent(service -> found.put(host, service)));
        return found;
    }
}
