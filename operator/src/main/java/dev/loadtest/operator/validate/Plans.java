package dev.loadtest.operator.validate;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The compiled plans of runs that are starting, which are looked at each second, by the versions of their objects; the oldest
 * goes where together they would be too large. Any thread.
 */
final class Plans {
    private final long most;
    private final Map<String, Compiled> kept = new LinkedHashMap<>();
    private long size;

    /** @param size of its manifest, in bytes: the plan's in memory follows from it */
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
        Compiled compiled = new Compiled(validated, runnable.content().manifest().length);
        Compiled before = kept.put(key(plan), compiled);
        size += compiled.size() - (before == null ? 0 : before.size());
        while (size > most) {
            String oldest = kept.keySet().iterator().next();
            size -= kept.remove(oldest).size();
        }
    }

    /** An object of another version is another plan, whoever wrote it. */
    private static String key(ConfigMap plan) {
        return plan.getMetadata().getUid() + "/" + plan.getMetadata().getResourceVersion();
    }
}
