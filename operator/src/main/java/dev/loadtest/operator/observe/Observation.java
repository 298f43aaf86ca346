package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * State of a run at one instant.
 *
 * @param test as the cache holds it, without most of its spec; writing its status is guarded by its resourceVersion
 * @param plan the object of that name, whoever's it is; so with the other objects
 * @param obstacles what keeps workers from being ready, in the words of the scheduler, the kubelet or a quota
 * @param run what its coordinator shows; empty where this process drives none
 * @param takeoverFailure why this process could not drive it, though it tried; empty where it could
 * @param listing what workers were asked to list of volumes; empty before they were asked
 * @param admission how it stands among the other LoadTests
 * @param inputs what the manifest refers to; only looked up before the start
 */
public record Observation(
        LoadTest test,
        Optional<ConfigMap> plan,
        Optional<Job> job,
        Optional<NetworkPolicy> networkPolicy,
        Pods pods,
        List<String> obstacles,
        Optional<RunSnapshot> run,
        Optional<TakeoverFailure> takeoverFailure,
        Optional<FileListing> listing,
        Admission admission,
        Inputs inputs,
        Instant now) {

    public Observation {
        obstacles = List.copyOf(obstacles);
    }

    /** The same with the whole LoadTest and its inputs. */
    public Observation with(LoadTest whole, Inputs found) {
        return new Observation(
                whole, plan, job, networkPolicy, pods, obstacles, run, takeoverFailure, listing, admission, found, now);
    }

    public LoadTestSpec spec() {
        return test.getSpec();
    }

    /** The status written last; empty if none. */
    public Optional<LoadTestStatus> status() {
        return Optional.ofNullable(test.getStatus());
    }

    /** Time of the claim; empty before. */
    public Optional<Instant> startTime() {
        return status().map(LoadTestStatus::startTime).map(Instant::parse);
    }

    /** Time of completion; empty before. */
    public Optional<Instant> completionTime() {
        return status().map(LoadTestStatus::completionTime).map(Instant::parse);
    }

    public boolean suspended() {
        return Boolean.TRUE.equals(spec().suspend());
    }

    public boolean stopAsked() {
        return Boolean.TRUE.equals(spec().stop());
    }

    public int readyWorkers() {
        return pods.ready();
    }
}
