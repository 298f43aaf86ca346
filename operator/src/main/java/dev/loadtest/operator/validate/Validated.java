package dev.loadtest.operator.validate;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.operator.desired.PlanConfigMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What validation made of a LoadTest. */
public sealed interface Validated {

    /**
     * It can be run.
     *
     * @param content what its plan object holds, or is to hold
     * @param references the keys of Secrets and ConfigMaps that workers need
     * @param unlisted the patterns of file sets on volumes that no worker has listed yet, by the sets' names; while there
     *     are any, the plan is not yet the one that is run
     */
    record Runnable(
            LoadPlan plan, PlanConfigMap.Content content, Set<SecretRef> references, Map<String, String> unlisted)
            implements Validated {
        public Runnable {
            references = Set.copyOf(references);
            unlisted = Map.copyOf(unlisted);
        }
    }

    /** It cannot be run, or not go on: all reasons, at least one. */
    record Refused(List<Problem> problems) implements Validated {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Nothing is to be said: a coordinator has it, or it is over. */
    record NotAsked() implements Validated {}
}
