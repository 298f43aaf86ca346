package dev.loadtest.crds.compile;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.result.compare.Baseline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seed of a run with a baseline: it must be the baseline's, so that both send the same requests. */
final class BaselineSeed {
    private BaselineSeed() {}

    /** The problem of a chosen seed that differs from the baseline's. */
    static Optional<Problem> check(LoadTestSpec spec, Overrides overrides, @Nullable Baseline baseline) {
        Long seed = overrides.seed() == null ? spec.seed() : overrides.seed();
        if (baseline == null || seed == null || seed == baseline.run().seed()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "spec.baseline",
                "the run in " + baseline.source() + " has the seed "
                        + baseline.run().seed() + " and this one " + seed
                        + ", so that they send different requests; leave the seed out to take that of the baseline"));
    }

    /** The baseline's seed, unless one was chosen. */
    static Overrides chosen(LoadTestSpec spec, Overrides overrides, @Nullable Baseline baseline) {
        boolean isChosen = overrides.seed() != null || spec.seed() != null;
        return baseline == null || isChosen
                ? overrides
                : overrides.withSeed(baseline.run().seed());
    }
}
