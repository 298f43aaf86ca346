package dev.loadtest.operator.guard;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.operator.settings.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checks a load test against the operator's limits. */
public final class LimitRules {
    private LimitRules() {}

    /** Limits exceeded by the manifest itself, whatever other problems it has. */
    public static List<Problem> check(LoadTestSpec spec, Limits limits) {
        List<Problem> problems = new ArrayList<>();
        int workers = Objects.requireNonNullElse(spec.parallelism(), 1);
        if (limits.maxParallelism() > 0 && workers > limits.maxParallelism()) {
            problems.add(new Problem(
                    "spec.parallelism",
                    workers + " is more than the operator allows (limits.maxParallelism " + limits.maxParallelism()
                            + ")"));
        }
        if (spec.activeDeadlineSeconds() != null) {
            checkDuration(Duration.ofSeconds(spec.activeDeadlineSeconds()), limits)
                    .ifPresent(problems::add);
        }
        if (limits.maxRequestsPerSecond() > 0) {
            problems.addAll(RateLimitRules.check(spec, limits.maxRequestsPerSecond()));
        }
        return problems;
    }

    /** Limits exceeded by the longest duration of the plan, known only after compilation. */
    public static Optional<Problem> checkDuration(LoadPlan plan, LoadTestSpec spec, Limits limits) {
        if (spec.activeDeadlineSeconds() == null) {
            // Includes the drain.
            return checkDuration(plan.activeDeadline(), limits);
        }
        Duration longest = plan.activeDeadline().plus(plan.drain());
        if (checkDuration(plan.activeDeadline(), limits).isPresent() || !exceeds(longest, limits)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "spec.drain",
                "after " + Durations.format(plan.activeDeadline()) + " the end may wait "
                        + Durations.format(plan.drain()) + " more, together more than the operator allows"
                        + " (limits.maxDuration " + Durations.format(limits.maxDuration())
                        + "); set activeDeadlineSeconds or drain lower"));
    }

    private static boolean exceeds(Duration longest, Limits limits) {
        return limits.maxDuration().isPositive() && longest.compareTo(limits.maxDuration()) > 0;
    }

    private static Optional<Problem> checkDuration(Duration longest, Limits limits) {
        if (!exceeds(longest, limits)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "spec.activeDeadlineSeconds",
                "the run may take " + Durations.format(longest) + ", more than the operator allows (limits.maxDuration "
                        + Durations.format(limits.maxDuration()) + "); set it lower"));
    }
}
