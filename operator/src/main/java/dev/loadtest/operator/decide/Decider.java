package dev.loadtest.operator.decide;

import dev.loadtest.control.session.Watchdog;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.observe.Reapplied;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.TakeoverFailure;
import dev.loadtest.operator.settings.Limits;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The next step: a pure function of the observation, so that every operator decides alike. */
public final class Decider {
    /** How long a takeover of a run to be stopped is tried, while its workers pause. */
    private static final Duration STOPPING = Duration.ofMinutes(1);

    private Decider() {}

    /**
     * Decides without reading the manifest again, if possible.
     *
     * @param known problems found by the last validation, still valid
     * @return empty if it must be validated, or is claimed
     */
    public static Optional<Decision> unread(Observation seen, Optional<List<Problem>> known, Limits limits) {
        boolean pending = seen.startTime().isEmpty()
                && seen.completionTime().isEmpty()
                && seen.run().isEmpty()
                && seen.test().getMetadata().getDeletionTimestamp() == null;
        if (!pending || seen.stopAsked()) {
            return Optional.empty();
        }
        Optional<Decision> turn = Room.turn(seen.admission(), limits)
                .map(why -> new Decision.Hold(Decision.Hold.Why.TOO_MANY_IN_NAMESPACE, why));
        if (turn.isPresent() || known.isEmpty()) {
            return turn;
        }
        return known.get().isEmpty() ? held(seen, limits) : Optional.of(new Decision.Refuse(known.get()));
    }

    /** What prevents the claim of a valid LoadTest. */
    private static Optional<Decision> held(Observation seen, Limits limits) {
        if (seen.suspended()) {
            return Optional.of(
                    new Decision.Hold(Decision.Hold.Why.SUSPENDED, "suspended before the start; no pods are created"));
        }
        return Room.place(seen.admission(), limits).map(why -> new Decision.Hold(Decision.Hold.Why.TOO_MANY_RUNS, why));
    }

    /** @param validated result of validating the same observation */
    public static Decision decide(Observation seen, Validated validated, Limits limits) {
        if (seen.test().getMetadata().getDeletionTimestamp() != null) {
            return new Decision.Forget();
        }
        if (seen.completionTime().isPresent()) {
            return over(seen, seen.completionTime().get());
        }
        if (seen.run().isPresent()) {
            return underWay(seen, seen.run().get(), limits);
        }
        return seen.startTime().isPresent()
                ? claimed(seen, validated, seen.startTime().get(), limits)
                : pending(seen, validated, limits);
    }

    private static Decision over(Observation seen, Instant completed) {
        // A tool that keeps it would create it again, and its load would be repeated without end.
        Integer ttl =
                Reapplied.is(seen.test().getMetadata()) ? null : seen.spec().ttlSecondsAfterFinished();
        if (ttl != null && !seen.now().isBefore(completed.plusSeconds(ttl))) {
            return new Decision.CleanUpAfterTtl();
        }
        if (seen.job().filter(job -> Ownership.isOf(job, seen.test())).isPresent()
                || seen.run().isPresent()) {
            return new Decision.RemoveWorkers();
        }
        return ttl == null
                ? new Decision.Rest()
                : new Decision.Keep(Duration.between(seen.now(), completed.plusSeconds(ttl)));
    }

    private static Decision underWay(Observation seen, RunSnapshot run, Limits limits) {
        RunResult result = run.result();
        if (result != null) {
            return new Decision.Finish(result, run.notes(), Optional.empty());
        }
        if (run.defect() != null) {
            return new Decision.Conclude(Verdict.ERROR, run.defect());
        }
        if (seen.stopAsked() && !run.stopping()) {
            return new Decision.Stop(run, "stop was set");
        }
        Optional<Instant> start = seen.startTime();
        if (start.isPresent() && Room.isOvertime(start.get(), run.drain(), seen.now(), limits) && !run.stopping()) {
            return new Decision.Stop(run, overtime(limits));
        }
        if (seen.suspended() && !run.suspending()) {
            return new Decision.Suspend(run);
        }
        if (!seen.suspended() && run.suspending()) {
            Optional<String> full =
                    seen.admission().gaveBack() ? Room.place(seen.admission(), limits) : Optional.empty();
            return full.<Decision>map(why -> new Decision.Queue(run, why)).orElseGet(() -> new Decision.Resume(run));
        }
        return new Decision.Watch(run);
    }

    private static Decision pending(Observation seen, Validated validated, Limits limits) {
        if (seen.stopAsked()) {
            return new Decision.Conclude(Verdict.ABORTED, "stop was set before the start");
        }
        return switch (validated) {
            case Validated.Refused refused -> new Decision.Refuse(refused.problems());
            case Validated.NotAsked none -> new Decision.Rest();
            case Validated.Runnable runnable -> held(seen, limits).orElseGet(() -> new Decision.Claim(runnable));
        };
    }

    private static String overtime(Limits limits) {
        return "the run has reached its maximum of " + Durations.format(limits.maxDuration())
                + " from its start, pauses and drain included (limits.maxDuration)";
    }

    private static Decision claimed(Observation seen, Validated validated, Instant start, Limits limits) {
        boolean begun = hadCoordinator(seen);
        boolean overtime = Room.isOvertime(start, Duration.ZERO, seen.now(), limits);
        if (overtime && !begun) {
            return new Decision.Conclude(Verdict.ABORTED, overtime(limits) + ", and its workers were not ready");
        }
        if (seen.stopAsked() && !begun) {
            return new Decision.Conclude(Verdict.ABORTED, "stop was set before the workers had started");
        }
        Optional<String> foreign = foreign(seen);
        if (foreign.isPresent()) {
            return new Decision.Conclude(Verdict.ERROR, foreign.get());
        }
        if (begun && seen.plan().isEmpty()) {
            return new Decision.Conclude(Verdict.ERROR, "the plan of the run is gone: its ConfigMap was deleted");
        }
        return switch (validated) {
            case Validated.Refused refused ->
                new Decision.Conclude(Verdict.ERROR, "the plan of the run cannot be used: " + refused.problems());
            case Validated.NotAsked none -> new Decision.Rest();
            case Validated.Runnable runnable ->
                begun ? takenOver(seen, runnable, overtime) : Starting.decide(seen, runnable, start);
        };
    }

    /** Tried as long as there are workers: without a coordinator they leave. */
    private static Decision takenOver(Observation seen, Validated.Runnable runnable, boolean overtime) {
        Duration most = seen.stopAsked() || overtime ? STOPPING : Watchdog.LEAVE_AFTER;
        Optional<TakeoverFailure> lasting = seen.takeoverFailure()
                .filter(takeoverFailure -> takeoverFailure.lasted().compareTo(most) >= 0);
        return lasting.isEmpty()
                ? new Decision.TakeOver(runnable)
                : new Decision.Conclude(
                        Verdict.ERROR,
                        "the run could not be taken over for "
                                + lasting.get().lasted().toSeconds() + " s: "
                                + lasting.get().why());
    }

    /** A run that is Running without a coordinator here was driven by an operator that is gone. */
    private static boolean hadCoordinator(Observation seen) {
        LoadTestStatus.State state = seen.status().map(LoadTestStatus::state).orElse(null);
        return state == LoadTestStatus.State.RUNNING
                || state == LoadTestStatus.State.DRAINING
                || state == LoadTestStatus.State.SUSPENDED;
    }

    private static Optional<String> foreign(Observation seen) {
        Optional<String> forged = seen.plan()
                .filter(plan -> Ownership.isOf(plan, seen.test()) && !PlanConfigMap.isPlanOf(plan, seen.test()))
                .map(plan -> named(plan) + " that is not the plan which the status names (planSha256)");
        return forged.or(() -> Stream.<Optional<? extends HasMetadata>>of(seen.plan(), seen.job(), seen.networkPolicy())
                .flatMap(Optional::stream)
                .filter(object -> !Ownership.isOf(object, seen.test()))
                .map(object -> named(object) + " that is not this LoadTest's")
                .findFirst());
    }

    private static String named(HasMetadata object) {
        return "there is a " + object.getKind() + " \"" + object.getMetadata().getName() + "\"";
    }
}
