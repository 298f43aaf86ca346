package dev.loadtest.operator.apply;

import dev.loadtest.operator.observe.Admission;
import dev.loadtest.operator.settings.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who has one of the places of {@code limits.maxConcurrentRuns} and {@code limits.maxConcurrentRunsPerNamespace}: two
 * LoadTests that are looked at in one instant must not both be given the last one, though neither is seen as started yet. Any
 * thread.
 */
final class Places {
    /** The namespaces of those that have one, by their UIDs. */
    private final Map<String, String> taken = new HashMap<>();

    private final Limits limits;

    Places(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes a place; one that is taken already is kept.
     *
     * @return whether there was one
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

    /** Gives it back; nothing happens where it has none. */
    synchronized void leave(String uid) {
        taken.remove(uid);
    }
}
