package dev.loadtest.operator.guard;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.Durations;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.operator.settings.Limits;
import java.util.ArrayList;
import java.util.List;

/** Holds a plan against the operator's limits. */
public final class LimitRules {
    private LimitRules() {}

    /** All that exceeds a limit; empty where nothing does. */
    public static List<Problem> check(LoadPlan plan, Limits limits) {
        List<Problem> problems = new ArrayList<>();
        if (limits.maxParallelism() > 0 && plan.parallelism() > limits.maxParallelism()) {
            problems.add(new Problem(
                    "spec.parallelism",
                    plan.parallelism() + " is more than the operator allows (limits.maxParallelism "
                            + limits.maxParallelism() + ")"));
        }
        if (limits.maxDuration().isPositive() && plan.activeDeadline().compareTo(limits.maxDuration()) > 0) {
            problems.add(new Problem(
                    "spec.activeDeadlineSeconds",
                    "the run may take " + Durations.format(plan.activeDeadline())
                            + ", more than the operator allows (limits.maxDuration "
                            + Durations.format(limits.maxDuration()) + "); set it lower"));
        }
        if (limits.maxRequestsPerSecond() > 0) {
            for (int i = 0; i < plan.phases().size(); i++) {
                checkPhase(plan.phases().get(i), "spec.phases[" + i + "]", limits.maxRequestsPerSecond(), problems);
            }
        }
        return problems;
    }

    private static void checkPhase(Phase phase, String path, double most, List<Problem> problems) {
        switch (phase.shape()) {
            case Shape.Burst burst -> {
                double together = (double) burst.requests() * phase.parallelCases();
                if (together > most) {
                    problems.add(exceeded(path + ".burst", "sends " + text(together) + " requests at once", most));
                }
            }
            case Shape.Rate rate -> {
                double peak = rate.startPerSecond();
                for (Shape.RateStage stage : rate.stages()) {
                    peak = Math.max(peak, stage.perSecond());
                }
                peak *= phase.parallelCases();
                if (peak > most) {
                    problems.add(exceeded(path + ".rate", "sends up to " + text(peak) + " requests a second", most));
                }
            }
            // What users send depends on the target; it is not known before.
            case Shape.TimedUsers users -> {}
            case Shape.CountedUsers users -> {}
            case Shape.Until until -> {}
        }
    }

    private static Problem exceeded(String path, String what, double most) {
        return new Problem(
                path, what + ", more than the operator allows (limits.maxRequestsPerSecond " + text(most) + ")");
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
