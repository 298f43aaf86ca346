package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.cluster.api.TestDraft;
import dev.loadtest.crds.model.LoadTestStatus;
import java.util.List;
import java.util.Map;

/** The spec of a LoadTest once more. */
record Rerun(TestDraft draft) {
    private static final String OF = "loadtest.dev/rerun-of";

    /** @param sameSeed whether its requests are the same, even if the spec names no seed */
    static Rerun of(ObservedTest test, boolean sameSeed) {
        Map<String, Object> spec = test.spec();
        spec.remove("stop");
        spec.remove("suspend");
        LoadTestStatus status = test.status();
        if (sameSeed && status != null && status.seed() != null) {
            spec.put("seed", status.seed());
        }
        return new Rerun(new TestDraft(test.baseName(), test.labels(), Map.of(OF, test.name()), spec));
    }

    /** Creates it, and makes it an owner of the ConfigMaps of local files that it uses. */
    ObservedTest create(ClusterApi api) throws ClusterProblem {
        ObservedTest test = api.create(draft);
        if (draft.spec().get("files") instanceof List<?> sets) {
            for (Object set : sets) {
                if (set instanceof Map<?, ?> fields
                        && fields.get("configMap") instanceof Map<?, ?> reference
                        && reference.get("name") instanceof String name) {
                    api.files().adopt(name, test);
                }
            }
        }
        return test;
    }
}
