package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of the run: one case for each variant and item.
 *
 * @param needs earlier phases that must have passed for the same variant
 * @param gate when this phase counts as passed for phases that need it
 * @param variants in which it runs; empty for all
 * @param items source of its cases
 * @param parallelCases how many of its cases run at once, at least 1
 * @param mix at least one entry, with relative weights
 * @param timeout of a case, without pauses
 * @param maxLateness lateness above which a request counts as late
 * @param saveMax number of kept response bodies of each case: requests k &lt; saveMax; 0 for none
 * @param group adjacent phases of one group run at once; empty for a phase that runs alone
 */
public record Phase(
        String name,
        List<String> needs,
        Gate gate,
        Set<String> variants,
        Items items,
        int parallelCases,
        Shape shape,
        List<MixEntry> mix,
        Tracking tracking,
        FailureLimit maxFailures,
        List<Threshold> thresholds,
        Duration timeout,
        Duration maxLateness,
        OnFailure onFailure,
        int saveMax,
        String group) {

    public enum Gate {
        ALL,
        ANY
    }

    public enum OnFailure {
        CONTINUE,
        STOP
    }

    /** Source of the cases of a phase. */
    public sealed interface Items {}

    /** One case. */
    public record Once() implements Items {}

    /** Cases iter0 to iterN-1, in sequence. */
    public record Iterations(int count) implements Items {}

    /** One case for each file of a set; {@code ${file}} is bound. */
    public record ForEachFile(String fileSet) implements Items {}

    /** @param weight relative to the other entries' */
    public record MixEntry(Unit unit, double weight) {
        public MixEntry(String request, double weight) {
            this(new Unit.OfRequest(request), weight);
        }
    }

    public Phase {
        needs = List.copyOf(needs);
        variants = Set.copyOf(variants);
        mix = List.copyOf(mix);
        thresholds = List.copyOf(thresholds);
    }

    /** Whether it runs at once with another phase of the same variant. */
    public boolean isBeside(Phase other) {
        return name.equals(other.name) || !group.isEmpty() && group.equals(other.group);
    }

    /** Whether any of its units is a journey. */
    public boolean hasJourneys() {
        return mix.stream().anyMatch(entry -> entry.unit() instanceof Unit.OfJourney);
    }

    public boolean runsIn(String variant) {
        return variants.isEmpty() || variants.contains(variant);
    }

    /** Default of {@code maxLateness}. */
    public static Duration defaultMaxLateness(Shape shape) {
        return shape instanceof Shape.Rate ? Duration.ofMillis(10) : Duration.ofMillis(250);
    }

    /** The same phase with other thresholds. */
    public Phase withThresholds(@Nullable List<Threshold> others) {
        return new Phase(
                name,
                needs,
                gate,
                variants,
                items,
                parallelCases,
                shape,
                mix,
                tracking,
                maxFailures,
                others == null ? List.of() : others,
                timeout,
                maxLateness,
                onFailure,
                saveMax,
                group);
    }
}
