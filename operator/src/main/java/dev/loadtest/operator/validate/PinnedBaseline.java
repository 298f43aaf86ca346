package dev.loadtest.operator.validate;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.result.compare.Baseline;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.report.ResultsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that keeps the baseline: a copy made at the claim, from which the verdict follows even if
 * the baseline's results are deleted or changed during the run, or another operator takes the run over.
 */
final class PinnedBaseline {
    /** Maximum bytes: the plan object of 1 MiB also holds the manifest and the digests of files. */
    private static final int MAX_PACKED = 512 << 10;

    private PinnedBaseline() {}

    /** Empty without a baseline. */
    static byte[] of(@Nullable Baseline baseline, List<Problem> problems) {
        if (baseline == null) {
            return new byte[0];
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            ResultsJson.writeCompared(baseline.run(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        int packed = PlanConfigMap.packed(json.toByteArray()).length;
        if (packed > MAX_PACKED) {
            problems.add(new Problem(
                    "spec.baseline.results.configMap",
                    "the blocks of its results have " + packed + " bytes, more than the " + MAX_PACKED
                            + " that a plan has room for; compare on one machine"));
        }
        return json.toByteArray();
    }
}
