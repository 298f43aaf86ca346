package dev.loadtest.operator.guard;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RateSpec;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.operator.settings.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            for (int i = 0; i < spec.phases().size(); i++) {
                checkPhase(spec.phases().get(i), "spec.phases[" + i + "]", limits.maxRequestsPerSecond(), problems);
            }
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

    /** The rate of users depends on the target and is unknown in advance. */
    private static void checkPhase(PhaseSpec phase, String path, double most, List<Problem> problems) {
        int atOnce = Objects.requireNonNullElse(phase.parallelCases(), 1);
        if (phase.burst() != null) {
            double together = (double) phase.burst().requests() * atOnce;
            if (together > most) {
                problems.add(exceeded(path + ".burst", "sends " + text(together) + " requests at once", most));
            }
        }
        if (phase.rate() != null) {
            double peak = peak(phase.rate()) * atOnce;
            if (peak > most) {
                problems.add(exceeded(path + ".rate", "sends up to " + text(peak) + " requests a second", most));
            }
        }
    }

    private static double peak(RateSpec rate) {
        double peak = Math.max(orZero(rate.perSecond()), orZero(rate.startPerSecond()));
        for (RateSpec.Stage stage : Objects.requireNonNullElse(rate.stages(), List.<RateSpec.Stage>of())) {
            peak = Math.max(peak, stage.perSecond());
        }
        return peak;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static Problem exceeded(String path, String what, double most) {
        return new Problem(
                path, what + ", more than the operator allows (limits.maxRequestsPerSecond " + text(most) + ")");
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
