package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Reads everything that a decision may depend on; changes nothing. Any thread. */
public final class Observer {
    private final KubernetesClient client;
    private final Runs runs;
    private final WholeSpec specs;
    private final InputsView inputs;
    private final Obstacles obstacles;
    private final Duration maxSuspended;
    private final InstantSource clock;

    /** @param maxSuspended how long a suspended run keeps its place; zero for always */
    public Observer(
            KubernetesClient client,
            Runs runs,
            TargetGuard guard,
            WorkerReadiness readiness,
            Duration maxSuspended,
            InstantSource clock) {
        this.client = client;
        this.runs = runs;
        this.specs = new WholeSpec(client);
        this.inputs = new InputsView(client, guard);
        this.obstacles = new Obstacles(client, readiness);
        this.maxSuspended = maxSuspended;
        this.clock = clock;
    }

    /** The cached state of a run; no API call. */
    public record Cached(Collection<Pod> pods, Optional<Job> job, Collection<LoadTest> tests) {
        public Cached {
            pods = List.copyOf(pods);
            tests = List.copyOf(tests);
        }

        /**
         * Excludes objects of an earlier LoadTest of the same name, which the caches file under that name.
         *
         * @param tests all existing LoadTests
         */
        public static Cached of(LoadTest test, Collection<Pod> pods, Collection<Job> jobs, Collection<LoadTest> tests) {
            return new Cached(
                    pods.stream().filter(pod -> Ownership.isLabelled(pod, test)).toList(),
                    jobs.stream().filter(job -> Ownership.isOf(job, test)).findFirst(),
                    tests);
        }
    }

    /** Everything except the manifest's inputs, which cost more and are often not needed. */
    public Observation observe(LoadTest test, Cached cached) {
        String uid = test.getMetadata().getUid();
        Optional<RunSnapshot> run = runs.snapshot(uid);
        Instant now = clock.instant();
        // For a run under way or completed only caches are read.
        boolean quiet = run.isPresent() || isOver(test) || test.getMetadata().getDeletionTimestamp() != null;
        boolean starting =
                !quiet && test.getStatus() != null && test.getStatus().startTime() != null;
        Optional<Job> job = (starting ? job(test) : cached.job()).filter(it -> isKnown(it, test, starting));
        Set<String> members = run.map(it -> Set.copyOf(it.pods().values())).orElse(Set.of());
        List<Pod> ours = workers(cached.pods(), job.filter(it -> Ownership.isOf(it, test)), members);
        return new Observation(
                test,
                starting ? plan(test) : Optional.empty(),
                job,
                starting ? networkPolicy(test) : Optional.empty(),
                PodView.of(ours, members),
                starting || run.filter(it -> isShort(test, it)).isPresent() ? obstacles.of(test, ours, now) : List.of(),
                run,
                runs.takeoverFailure(uid),
                runs.listing(uid),
                Admission.of(test, cached.tests(), maxSuspended, now),
                Inputs.NONE,
                now);
    }

    /**
     * Pods made by the run's Job, and those in which its coordinator has workers, whatever happened to their Job.
     * Excludes bare pods with our labels.
     */
    static List<Pod> workers(Collection<Pod> labelled, Optional<Job> job, Set<String> members) {
        Optional<String> maker = job.map(it -> it.getMetadata().getUid());
        return labelled.stream()
                .filter(pod -> members.contains(pod.getMetadata().getUid())
                        || maker.filter(uid -> Ownership.isControlledBy(pod, uid))
                                .isPresent())
                .toList();
    }

    /** Whether a run under way lacks a worker: obstacles to its replacement are read as at the start. */
    private static boolean isShort(LoadTest test, RunSnapshot run) {
        return run.pods().size() < Objects.requireNonNullElse(test.getSpec().parallelism(), 1);
    }

    private static boolean isOver(LoadTest test) {
        return test.getStatus() != null && test.getStatus().completionTime() != null;
    }

    /**
     * Adds the whole LoadTest, and its inputs if no plan has fixed them.
     *
     * @param admitted whether a manifest of so many characters may be read now
     * @return empty if it may not, or if the LoadTest has changed since
     */
    public Optional<Observation> complete(Observation seen, LongPredicate admitted) {
        return specs.of(seen.test(), admitted)
                .map(whole -> seen.with(whole, seen.plan().isPresent() ? inputs.targets(whole) : inputs.of(whole)));
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

    /**
     * Whether this is the Job that an operator made, or a foreign one to be refused. A look-alike does not count:
     * writers of Jobs can create one with this name, owner and label.
     */
    private boolean isKnown(Job job, LoadTest test, boolean starting) {
        String uid = job.getMetadata().getUid();
        String told = test.getStatus() == null ? null : test.getStatus().jobUid();
        return !Ownership.isOf(job, test)
                || uid.equals(told)
                // An operator of an earlier release recorded none.
                || told == null && !starting
                || runs.job(test.getMetadata().getUid()).filter(uid::equals).isPresent();
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
