package dev.loadtest.operator.validate;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.result.compare.Baseline;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.run.FileQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Result of validating a LoadTest. */
public sealed interface Validated {

    /**
     * It can be run.
     *
     * @param content of its plan object
     * @param references keys of Secrets and ConfigMaps that workers need
     * @param baseline the run with which the result is compared; null for none
     * @param unlisted what to ask about file sets that only workers can read, by set name; while there are any, the plan
     *     is provisional
     */
    record Runnable(
            LoadPlan plan,
            PlanConfigMap.Content content,
            Set<SecretRef> references,
            @Nullable Baseline baseline,
            Map<String, FileQuery> unlisted)
            implements Validated {
        /** A run without a baseline. */
        public Runnable(
                LoadPlan plan,
                PlanConfigMap.Content content,
                Set<SecretRef> references,
                Map<String, FileQuery> unlisted) {
            this(plan, content, references, null, unlisted);
        }

        public Runnable {
            references = Set.copyOf(references);
            unlisted = Map.copyOf(unlisted);
        }
    }

    /** It cannot be run: all problems, at least one. */
    record Refused(List<Problem> problems) implements Validated {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Nothing was validated: a coordinator drives it, or it is completed. */
    record NotAsked() implements Validated {}
}
