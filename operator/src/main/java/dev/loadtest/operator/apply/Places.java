package dev.loadtest.operator.apply;

import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.settings.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holders of the places of {@code limits.maxConcurrentRuns} and {@code limits.maxConcurrentRunsPerNamespace}: of two
 * LoadTests considered at once only one gets the last place, before either appears as started. Any thread.
 */
final class Places {
    /** Namespaces of the holders, by UID. */
    private final Map<String, String> taken = new HashMap<>();

    private final Limits limits;

    Places(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes a place; a place already held is kept.
     *
     * @return whether the LoadTest has a place
     */
    synchronized boolean take(String uid, String namespace, Admission others) {
        Set<String> here = new HashSet<>(others.runningHere());
        taken.forEach((its, where) -> {
            if (where.equals(namespace)) {
                here.add(its);
            }
        });
        Set<String> all = new HashSet<>(others.running());
        all.addAll(taken.keySet());
        if (isFull(all, uid, limits.maxConcurrentRuns()) || isFull(here, uid, limits.maxConcurrentRunsPerNamespace())) {
            return false;
        }
        taken.put(uid, namespace);
        return true;
    }

    private static boolean isFull(Set<String> holders, String uid, int most) {
        int others = holders.size() - (holders.contains(uid) ? 1 : 0);
        return most > 0 && others >= most;
    }

    /** Gives a place back; no effect without one. */
    synchronized void leave(String uid) {
        taken.remove(uid);
    }
}
