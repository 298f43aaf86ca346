package dev.loadtest.crds.compile;

import dev.loadtest.crds.syntax.Shapes;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Variant;
import java.time.Duration;
import java.util.List;

/**
 * The longest duration of a plan: every case to its timeout, the drain, and a minute for gaps; of phases that run at
 * once, the longest; at most {@link
 * Shapes#FOREVER}, which also bounds each case's timeout, so that no sum here overflows.
 */
final class LongestRun {
    private static final Duration SLACK = Duration.ofMinutes(1);

    private LongestRun() {}

    static Duration of(List<Variant> variants, List<FileSet> files, List<Phase> phases, Duration drain) {
        Duration longest = drain.plus(SLACK);
        for (Variant variant : variants) {
            longest = longest.plus(of(variant, files, phases));
        }
        return Shapes.atMostForever(longest);
    }

    private static Duration of(Variant variant, List<FileSet> files, List<Phase> phases) {
        Duration before = Duration.ZERO;
        Duration ofGroup = Duration.ZERO;
        Phase last = null;
        for (Phase phase : phases) {
            if (phase.runsIn(variant.name())) {
                if (last != null && !phase.isBeside(last)) {
                    before = before.plus(ofGroup);
                    ofGroup = Duration.ZERO;
                }
                long rounds = -Math.floorDiv(-cases(phase, files), phase.parallelCases());
                Duration longest = phase.timeout().multipliedBy(rounds);
                ofGroup = longest.compareTo(ofGroup) > 0 ? longest : ofGroup;
                last = phase;
            }
        }
        return before.plus(ofGroup);
    }

    private static long cases(Phase phase, List<FileSet> files) {
        return switch (phase.items()) {
            case Phase.Once once -> 1;
            case Phase.Iterations iterations -> iterations.count();
            case Phase.ForEachFile each ->
                files.stream()
                        .filter(set -> set.name().equals(each.fileSet()))
                        .mapToLong(set -> set.files().size())
                        .sum();
        };
    }
}
