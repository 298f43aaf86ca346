package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.Runs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at everything that a decision may depend on; changes nothing. Any thread. */
public final class Observer {
    private final KubernetesClient client;
    private final Runs runs;
    private final InputsView inputs;
    private final TargetLook targets;
    private final Obstacles obstacles;
    private final InstantSource clock;

    public Observer(
            KubernetesClient client, Runs runs, TargetGuard guard, WorkerReadiness readiness, InstantSource clock) {
        this.client = client;
        this.runs = runs;
        this.inputs = new InputsView(client, guard);
        this.targets = new TargetLook(inputs);
        this.obstacles = new Obstacles(client, readiness);
        this.clock = clock;
    }

    /** What the caches hold of a run: reading them costs nothing. */
    public record Cached(Collection<Pod> pods, Optional<Job> job, Collection<LoadTest> tests) {
        public Cached {
            pods = List.copyOf(pods);
            tests = List.copyOf(tests);
        }

        /**
         * Without what a LoadTest of the same name left behind, which the caches file under that name.
         *
         * @param tests all that there are
         */
        public static Cached of(LoadTest test, Collection<Pod> pods, Collection<Job> jobs, Collection<LoadTest> tests) {
            return new Cached(
                    pods.stream().filter(pod -> Ownership.isLabelled(pod, test)).toList(),
                    jobs.stream().filter(job -> Ownership.isOf(job, test)).findFirst(),
                    tests);
        }
    }

    public Observation observe(LoadTest test, Cached cached) {
        String uid = test.getMetadata().getUid();
        Optional<RunSnapshot> run = runs.snapshot(uid);
        Instant now = clock.instant();
        // Of a run under way, or over, only the caches are looked at, and now and then where its target leads to.
        boolean quiet = run.isPresent() || isOver(test) || test.getMetadata().getDeletionTimestamp() != null;
        boolean starting =
                !quiet && test.getStatus() != null && test.getStatus().startTime() != null;
        Optional<ConfigMap> plan = starting ? plan(test) : Optional.empty();
        Optional<Job> job = starting ? job(test) : cached.job();
        Set<String> members = run.map(it -> Set.copyOf(it.pods().values())).orElse(Set.of());
        List<Pod> ours = workers(cached.pods(), job.filter(it -> Ownership.isOf(it, test)), members);
        return new Observation(
                test,
                plan,
                job,
                starting ? networkPolicy(test) : Optional.empty(),
                PodView.of(ours, members),
                starting ? obstacles.of(test, ours, now) : List.of(),
                run,
                runs.trouble(uid),
                runs.listing(uid),
                otherRuns(uid, cached.tests()),
                quiet ? ofQuiet(test, run, now) : plan.isPresent() ? inputs.target(test) : inputs.of(test),
                now);
    }

    /**
     * The pods that the run's own Job has made, and those in which its coordinator has workers, whatever became of their
     * Job. A bare pod with our labels is none of them.
     */
    static List<Pod> workers(Collection<Pod> labelled, Optional<Job> job, Set<String> members) {
        Optional<String> maker = job.map(it -> it.getMetadata().getUid());
        return labelled.stream()
                .filter(pod -> members.contains(pod.getMetadata().getUid())
                        || maker.filter(uid -> Ownership.isControlledBy(pod, uid))
                                .isPresent())
                .toList();
    }

    /** Of a LoadTest that is no more, nothing is kept. */
    public void gone(LoadTest test) {
        targets.forget(test);
    }

    private Inputs ofQuiet(LoadTest test, Optional<RunSnapshot> run, Instant now) {
        if (run.isPresent() && run.get().result() == null) {
            return targets.of(test, now);
        }
        targets.forget(test);
        return Inputs.NONE;
    }

    private static boolean isOver(LoadTest test) {
        return test.getStatus() != null && test.getStatus().completionTime() != null;
    }

    private static Set<String> otherRuns(String uid, Collection<LoadTest> all) {
        return all.stream()
                .filter(other -> !other.getMetadata().getUid().equals(uid))
                .filter(other -> other.getStatus() != null && isRunning(other.getStatus()))
                .map(other -> other.getMetadata().getUid())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isRunning(LoadTestStatus status) {
        return status.startTime() != null && status.completionTime() == null;
    }

    private Optional<ConfigMap> plan(LoadTest test) {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(test.getMetadata().getNamespace())
                .withName(Names.of(test).plan())
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
}
