package dev.loadtest.operator.guard;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RateSpec;
import dev.loadtest.crds.model.VariantSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks what phases plan to send against the operator's limit of requests a second: each phase by itself, and phases of
 * one group together. The rate of users depends on the target and is unknown in advance.
 */
final class RateLimitRules {
    private final LoadTestSpec spec;
    private final double most;

    private RateLimitRules(LoadTestSpec spec, double most) {
        this.spec = spec;
        this.most = most;
    }

    /** @param most requests a second of one run, above 0 */
    static List<Problem> check(LoadTestSpec spec, double most) {
        RateLimitRules rules = new RateLimitRules(spec, most);
        List<Problem> problems = new ArrayList<>();
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < spec.phases().size(); i++) {
            PhaseSpec phase = spec.phases().get(i);
            rules.ofPhase(phase, "spec.phases[" + i + "]").ifPresent(problems::add);
            if (phase.group() != null) {
                groups.computeIfAbsent(phase.group(), any -> new ArrayList<>()).add(i);
            }
        }
        groups.forEach((group, places) -> rules.ofGroup(group, places).ifPresent(problems::add));
        return problems;
    }

    private Optional<Problem> ofPhase(PhaseSpec phase, String path) {
        double peak = peak(phase);
        if (peak <= most) {
            return Optional.empty();
        }
        return Optional.of(
                phase.burst() != null
                        ? exceeded(path + ".burst", "sends " + text(peak) + " requests at once")
                        : exceeded(path + ".rate", "sends up to " + text(peak) + " requests a second"));
    }

    /** Only where no phase of it exceeds the limit by itself. */
    private Optional<Problem> ofGroup(String group, List<Integer> places) {
        List<PhaseSpec> phases = places.stream().map(spec.phases()::get).toList();
        double together = variants()
                .mapToDouble(variant -> phases.stream()
                        .filter(phase ->
                                phase.variants() == null || phase.variants().contains(variant))
                        .mapToDouble(RateLimitRules::peak)
                        .sum())
                .max()
                .orElse(0);
        if (together <= most || phases.stream().anyMatch(phase -> peak(phase) > most)) {
            return Optional.empty();
        }
        return Optional.of(exceeded(
                "spec.phases[" + places.getFirst() + "].group",
                "the phases of group \"" + group + "\" together send up to " + text(together) + " requests a second"));
    }

    private Stream<String> variants() {
        return spec.variants() == null
                ? Stream.of("")
                : spec.variants().stream().map(VariantSpec::name);
    }

    /** Most requests that it plans for one second; 0 where that depends on the target. */
    private static double peak(PhaseSpec phase) {
        int atOnce = Objects.requireNonNullElse(phase.parallelCases(), 1);
        if (phase.burst() != null) {
            return (double) phase.burst().requests() * atOnce;
        }
        return phase.rate() == null ? 0 : peak(phase.rate()) * atOnce;
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

    private Problem exceeded(String path, String what) {
        return new Problem(
                path, what + ", more than the operator allows (limits.maxRequestsPerSecond " + text(most) + ")");
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
