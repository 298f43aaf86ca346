package dev.loadtest.operator.validate;

import java.util.HashMap;
import java.util.Map;

/**
 * Turns for compiling, which takes some fifty times as much memory as a manifest has characters: a limited number at
 * once, one for each namespace, so that no namespace delays the others, within a memory budget. There is no queue: a
 * refused caller asks again. Any thread.
 */
public final class Turns {
    private final int most;
    private final long budget;
    private final Map<String, Long> sizes = new HashMap<>();

    /**
     * Creates turns.
     *
     * @param most turns at once
     * @param budget characters of the manifests compiled at once; a single one may be larger
     */
    public Turns(int most, long budget) {
        this.most = most;
        this.budget = budget;
    }

    /** @return whether it is the namespace's turn now; {@link #leave} ends it */
    public synchronized boolean enter(String namespace) {
        return sizes.size() < most && sizes.putIfAbsent(namespace, 0L) == null;
    }

    /** @return whether a manifest of so many characters can be read now in a namespace's turn */
    public synchronized boolean admit(String namespace, long characters) {
        long others = sizes.values().stream().mapToLong(Long::longValue).sum() - sizes.getOrDefault(namespace, 0L);
        if (others > 0 && others + characters > budget) {
            return false;
        }
        sizes.put(namespace, characters);
        return true;
    }

    public synchronized void leave(String namespace) {
        sizes.remove(namespace);
    }
}
