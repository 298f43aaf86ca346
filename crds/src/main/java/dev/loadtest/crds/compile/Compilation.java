package dev.loadtest.crds.compile;

import dev.loadtest.crds.manifest.ManifestMetadata;
import dev.loadtest.crds.manifest.Places;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.result.compare.Baseline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of compiling a manifest. */
public sealed interface Compilation {

    /** Positions of the manifest's fields. */
    Places places();

    /**
     * Runnable.
     *
     * @param files location of each file of the plan
     * @param secrets every key of a Secret or ConfigMap that the plan refers to
     * @param text of the manifest, for reports, without secrets
     * @param metadata of the manifest, besides its name
     * @param spec as it was written or set, other overrides not applied
     * @param baseline the run with which the result is compared; null for none
     */
    record Compiled(
            LoadPlan plan,
            Map<FileRef, Path> files,
            Set<SecretRef> secrets,
            String text,
            ManifestMetadata metadata,
            LoadTestSpec spec,
            @Nullable Baseline baseline,
            Places places)
            implements Compilation {
        public Compiled {
            files = Map.copyOf(files);
            secrets = Set.copyOf(secrets);
        }
    }

    /** Not runnable; all problems, at least one, in the order of the manifest. */
    record Refused(List<Problem> problems, Places places) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
