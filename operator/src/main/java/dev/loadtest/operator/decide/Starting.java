package dev.loadtest.operator.decide;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.validate.Validated;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The next step of a claimed run before its first request: objects, workers, deadline. Pure. */
final class Starting {
    private Starting() {}

    /** @param start time of its claim */
    static Decision decide(Observation seen, Validated.Runnable runnable, Instant start) {
        LoadPlan plan = runnable.plan();
        boolean podsMade = seen.job().isPresent() && seen.networkPolicy().isPresent();
        boolean ready = podsMade && seen.readyWorkers() == plan.parallelism();
        boolean pinned = seen.plan().isPresent();
        if (ready && pinned) {
            // Also if suspended: workers without a coordinator leave.
            return new Decision.RunCoordinator(runnable);
        }
        String waiting = waiting(seen, plan);
        Optional<String> failed = jobFailed(seen);
        if (failed.isPresent()) {
            return new Decision.Conclude(Verdict.ERROR, failed.get() + ": " + waiting);
        }
        if (!seen.suspended() && !seen.now().isBefore(since(seen, start).plus(plan.startupDeadline()))) {
            return new Decision.Conclude(
                    Verdict.ERROR,
                    "the workers were not ready within startupDeadlineSeconds ("
                            + plan.startupDeadline().toSeconds() + " s): " + lastSaid(seen, waiting));
        }
        boolean unplanned = !pinned && runnable.unlisted().isEmpty();
        if (unplanned && !isNamed(seen, runnable)) {
            return new Decision.PinPlan(runnable);
        }
        if (!podsMade || unplanned) {
            return new Decision.CreateObjects(runnable);
        }
        return ready ? listing(seen, runnable) : new Decision.AwaitWorkers(runnable, waiting);
    }

    /** Whether the status names the plan of the current inputs. */
    private static boolean isNamed(Observation seen, Validated.Runnable runnable) {
        return seen.status()
                .filter(status -> runnable.content().sha256().equals(status.planSha256()))
                .isPresent();
    }

    /** Start of the startup deadline: the run's start, or the last resume in the status. */
    private static Instant since(Observation seen, Instant start) {
        Optional<Condition> suspended = seen.status().map(LoadTestStatus::conditions).orElse(List.of()).stream()
                .filter(it -> "Suspended".equals(it.getType()))
                .findFirst();
        if (suspended.isEmpty()) {
            return start;
        }
        // If the status still says suspended, this reconciliation resumes it.
        Instant resumed = "True".equals(suspended.get().getStatus())
                ? seen.now()
                : Instant.parse(suspended.get().getLastTransitionTime());
        return resumed.isAfter(start) ? resumed : start;
    }

    /** Workers are ready, and the volumes' files are unknown. */
    private static Decision listing(Observation seen, Validated.Runnable runnable) {
        return switch (seen.listing().orElse(null)) {
            case null -> new Decision.ListFiles(runnable);
            case FileListing.Failed failed -> new Decision.Conclude(Verdict.ERROR, failed.why());
            case FileListing.Underway underway ->
                new Decision.AwaitWorkers(runnable, "a worker reads the volume's files");
            case FileListing.Listed listed -> new Decision.AwaitWorkers(runnable, "the volume's files are fixed");
        };
    }

    private static Optional<String> jobFailed(Observation seen) {
        return seen.job()
                .map(Job::getStatus)
                .flatMap(status -> status.getConditions().stream()
                        .filter(it -> "Failed".equals(it.getType()) && "True".equals(it.getStatus()))
                        .findFirst())
                .map(it -> "the Job of the workers failed (" + it.getReason() + ")");
    }

    private static String waiting(Observation seen, LoadPlan plan) {
        String counted = seen.readyWorkers() + " of " + plan.parallelism() + " workers are ready";
        return seen.obstacles().isEmpty() ? counted : counted + "; " + String.join("; ", seen.obstacles());
    }

    /** Only the status keeps why an object could not be created: the API server's last answer. */
    private static String lastSaid(Observation seen, String waiting) {
        boolean made = seen.plan().isPresent()
                && seen.job().isPresent()
                && seen.networkPolicy().isPresent();
        return made || !seen.obstacles().isEmpty()
                ? waiting
                : seen.status().map(LoadTestStatus::message).orElse(waiting);
    }
}
