package dev.loadtest.crds.compile;

import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.ThresholdSpec;
import dev.loadtest.crds.model.Tracked;
import dev.loadtest.crds.syntax.FailureLimits;
import dev.loadtest.crds.syntax.Shapes;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles a valid phase. */
final class PhaseCompiler {
    private static final Duration BEYOND_OWN_DURATION = Duration.ofMinutes(5);

    private PhaseCompiler() {}

    static Phase compile(PhaseSpec phase) {
        Shape shape = Shapes.of(phase);
        return new Phase(
                phase.name(),
                Optionals.list(phase.needs()),
                phase.gate() == PhaseSpec.Gate.ANY ? Phase.Gate.ANY : Phase.Gate.ALL,
                Set.copyOf(Optionals.list(phase.variants())),
                items(phase),
                phase.parallelCases() == null ? 1 : phase.parallelCases(),
                shape,
                mix(phase),
                tracking(phase),
                phase.maxFailures() == null ? new FailureLimit.Count(0) : FailureLimits.parse(phase.maxFailures()),
                thresholds(phase.thresholds()),
                phase.timeout() == null
                        ? Shapes.atMostForever(Shapes.ownDuration(shape).plus(BEYOND_OWN_DURATION))
                        : Durations.parse(phase.timeout()),
                phase.maxLateness() == null ? Phase.defaultMaxLateness(shape) : Durations.parse(phase.maxLateness()),
                phase.onFailure() == PhaseSpec.OnFailure.STOP ? Phase.OnFailure.STOP : Phase.OnFailure.CONTINUE,
                phase.save() == null ? 0 : phase.save().max(),
                phase.group() == null ? "" : phase.group());
    }

    private static Phase.Items items(PhaseSpec phase) {
        if (phase.forEach() != null) {
            return new Phase.ForEachFile(phase.forEach().files());
        }
        return phase.iterations() == null ? new Phase.Once() : new Phase.Iterations(phase.iterations());
    }

    private static List<Phase.MixEntry> mix(PhaseSpec phase) {
        if (phase.mix() == null) {
            return List.of(new Phase.MixEntry(unit(phase.request(), phase.journey()), 1));
        }
        return phase.mix().stream()
                .map(entry -> new Phase.MixEntry(
                        unit(entry.request(), entry.journey()), entry.weight() == null ? 1 : entry.weight()))
                .toList();
    }

    private static Unit unit(@Nullable String request, @Nullable String journey) {
        return journey != null ? new Unit.OfJourney(journey) : new Unit.OfRequest(String.valueOf(request));
    }

    private static Tracking tracking(PhaseSpec phase) {
        return Stream.<@Nullable Tracked>of(phase.burst(), phase.rate(), phase.concurrency())
                .filter(shape -> shape != null)
                .findFirst()
                .map(PhaseCompiler::tracking)
                .orElse(new Tracking.All());
    }

    private static Tracking tracking(Tracked shape) {
        if (shape.tracked() != null) {
            return new Tracking.Count(shape.tracked());
        }
        return shape.trackedPercent() == null ? new Tracking.All() : new Tracking.Percent(shape.trackedPercent());
    }

    static List<Threshold> thresholds(@Nullable List<ThresholdSpec> thresholds) {
        return Optionals.list(thresholds).stream()
                .map(threshold -> Threshold.parse(threshold.expr(), Boolean.TRUE.equals(threshold.abort())))
                .toList();
    }
}
