package dev.loadtest.operator.guard;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.operator.settings.Settings.PodMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Allowed labels and annotations of a LoadTest's pods. Many are commands to a node, a mesh or an injector (no AppArmor,
 * a sidecar of another image, a second network, a token of the service account), so only those named by the chart are
 * allowed.
 */
public final class MetadataRules {
    private MetadataRules() {}

    /** Keys that are not allowed, each with its field. */
    public static List<Problem> check(@Nullable WorkerSpec worker, PodMetadata allowed) {
        List<Problem> problems = new ArrayList<>();
        if (worker != null) {
            check("annotations", worker.annotations(), allowed.annotations(), "workers.allowedAnnotations", problems);
            check("labels", worker.labels(), allowed.labels(), "workers.allowedLabels", problems);
        }
        return problems;
    }

    private static void check(
            String field,
            @Nullable Map<String, String> given,
            List<String> allowed,
            String value,
            List<Problem> problems) {
        if (given == null) {
            return;
        }
        for (String key : new TreeSet<>(given.keySet())) {
            if (!isAllowed(key, allowed)) {
                problems.add(new Problem(
                        "spec.worker." + field + "[\"" + key + "\"]",
                        "is not allowed by the operator; its chart's " + value + " names what is"));
            }
        }
    }

    /** @param allowed keys; an entry with a trailing slash is a prefix */
    public static boolean isAllowed(String key, List<String> allowed) {
        return allowed.stream().anyMatch(entry -> entry.endsWith("/") ? key.startsWith(entry) : key.equals(entry));
    }
}
