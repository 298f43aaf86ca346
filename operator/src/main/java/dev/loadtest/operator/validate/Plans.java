package dev.loadtest.operator.validate;

import dev.loadtest.operator.desired.PlanConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled plans of starting runs, which are reconciled every second, by version of their objects; evicts the oldest
 * beyond a total size. Any thread.
 */
final class Plans {
    private final long most;
    private final Map<String, Compiled> kept = new LinkedHashMap<>();
    private long size;

    /** @param size of its manifest and baseline in bytes, a measure of the plan's memory */
    private record Compiled(Validated validated, long size) {}

    /** @param most bytes of manifests */
    Plans(long most) {
        this.most = most;
    }

    synchronized Optional<Validated> of(ConfigMap plan) {
        return Optional.ofNullable(kept.get(key(plan))).map(Compiled::validated);
    }

    synchronized void keep(ConfigMap plan, Validated validated) {
        if (!(validated instanceof Validated.Runnable runnable)
                || plan.getMetadata().getUid() == null) {
            return;
        }
        Compiled compiled = new Compiled(validated, size(runnable.content()));
        Compiled before = kept.put(key(plan), compiled);
        size += compiled.size() - (before == null ? 0 : before.size());
        while (size > most) {
            String oldest = kept.keySet().iterator().next();
            size -= kept.remove(oldest).size();
        }
    }

    private static long size(PlanConfigMap.Content content) {
        return content.manifest().length + content.baseline().length;
    }

    /** An object of another version is another plan. */
    private static String key(ConfigMap plan) {
        return plan.getMetadata().getUid() + "/" + plan.getMetadata().getResourceVersion();
    }
}
