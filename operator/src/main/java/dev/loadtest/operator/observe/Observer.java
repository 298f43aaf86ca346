package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.Runs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Looks at everything that a decision may depend on; changes nothing. Any thread. */
public final class Observer {
    private final KubernetesClient client;
    private final Runs runs;
    private final TargetGuard guard;
    private final InstantSource clock;

    public Observer(KubernetesClient client, Runs runs, TargetGuard guard, InstantSource clock) {
        this.client = client;
        this.runs = runs;
        this.guard = guard;
        this.clock = clock;
    }

    /** What the caches hold of a run: reading them costs nothing. */
    public record Cached(Collection<Pod> pods, Optional<Job> job, Collection<LoadTest> tests) {
        public Cached {
            pods = List.copyOf(pods);
            tests = List.copyOf(tests);
        }
    }

    public Observation observe(LoadTest test, Cached cached) {
        Optional<RunSnapshot> run = runs.snapshot(test.getMetadata().getUid());
        // Of a run under way, or over, only the caches are looked at.
        boolean quiet = run.isPresent() || isOver(test) || test.getMetadata().getDeletionTimestamp() != null;
        boolean claimed = test.getStatus() != null && test.getStatus().startTime() != null;
        Optional<ConfigMap> plan = quiet || !claimed ? Optional.empty() : plan(test);
        return new Observation(
                test,
                plan,
                quiet || !claimed ? cached.job() : job(test),
                quiet || !claimed ? Optional.empty() : networkPolicy(test),
                PodView.workers(cached.pods()),
                quiet || !claimed ? List.of() : obstacles(test, cached),
                run,
                otherRuns(test, cached.tests()),
                quiet || plan.isPresent() ? Inputs.NONE : inputs(test),
                clock.instant());
    }

    private static boolean isOver(LoadTest test) {
        return test.getStatus() != null && test.getStatus().completionTime() != null;
    }

    private static int otherRuns(LoadTest test, Collection<LoadTest> all) {
        return (int) all.stream()
                .filter(other ->
                        !other.getMetadata().getUid().equals(test.getMetadata().getUid()))
                .map(LoadTest::getStatus)
                .filter(Objects::nonNull)
                .filter(Observer::isRunning)
                .count();
    }

    private static boolean isRunning(LoadTestStatus status) {
        return status.startTime() != null && status.completionTime() == null;
    }

    private Optional<ConfigMap> plan(LoadTest test) {
        return configMap(test, Names.of(test).plan());
    }

    private Optional<ConfigMap> configMap(LoadTest test, String name) {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(test.getMetadata().getNamespace())
                .withName(name)
                .get());
    }

    private Optional<Job> job(LoadTest test) {
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(test.getMetadata().getNamespace())
                .withName(Names.of(test).base())
                .get());
    }

    private Optional<NetworkPolicy> networkPolicy(LoadTest test) {
        return Optional.ofNullable(client.network()
                .v1()
                .networkPolicies()
                .inNamespace(test.getMetadata().getNamespace())
                .withName(Names.of(test).base())
                .get());
    }

    /** Pods say themselves what keeps them; that they cannot be made, only events of the Job say. */
    private List<String> obstacles(LoadTest test, Cached cached) {
        TreeSet<String> obstacles = new TreeSet<>(PodView.obstacles(cached.pods()));
        if (cached.pods().isEmpty()) {
            client
                    .v1()
                    .events()
                    .inNamespace(test.getMetadata().getNamespace())
                    .withField("involvedObject.kind", "Job")
                    .withField("involvedObject.name", Names.of(test).base())
                    .list()
                    .getItems()
                    .stream()
                    .filter(event -> "Warning".equals(event.getType()))
                    .map(Event::getMessage)
                    .filter(Objects::nonNull)
                    .forEach(obstacles::add);
        }
        return List.copyOf(obstacles);
    }

    private Inputs inputs(LoadTest test) {
        Map<String, ConfigMap> configMaps = new HashMap<>();
        for (FileSetSpec set : Objects.requireNonNullElse(test.getSpec().files(), List.<FileSetSpec>of())) {
            if (set.configMap() != null) {
                configMap(test, set.configMap().name())
                        .ifPresent(found -> configMaps.put(set.configMap().name(), found));
            }
        }
        return new Inputs(service(test), configMaps, claim(test));
    }

    private Optional<PersistentVolumeClaim> claim(LoadTest test) {
        return Optional.ofNullable(test.getSpec().output())
                .flatMap(output -> Optional.ofNullable(client.persistentVolumeClaims()
                        .inNamespace(test.getMetadata().getNamespace())
                        .withName(output.persistentVolumeClaim().claimName())
                        .get()));
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
        List<String> ips = Objects.requireNonNullElse(service.getSpec().getClusterIPs(), List.<String>of()).stream()
                .filter(ip -> !ip.isEmpty() && !ip.equals("None"))
                .toList();
        boolean external = "ExternalName".equals(service.getSpec().getType());
        return new TargetService(name, external, ips.isEmpty() && !external ? endpoints(service) : ips);
    }

    private List<String> endpoints(Service headless) {
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(headless.getMetadata().getNamespace())
                .withLabel("kubernetes.io/service-name", headless.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
