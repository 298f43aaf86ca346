package dev.loadtest.operator.validate;

import java.util.HashMap;
import java.util.Map;

/**
 * Turns at compiling, which takes some fifty times as much memory as a manifest has characters: at most so many at once, one
 * of a namespace, so that none keeps the others waiting with LoadTests by the hundred, and together no larger than the memory
 * that is set aside for it. Nobody waits in line: who is not admitted asks again. Any thread.
 */
public final class Turns {
    private final int most;
    private final long budget;
    private final Map<String, Long> sizes = new HashMap<>();

    /**
     * Makes turns.
     *
     * @param most turns at once
     * @param budget characters of the manifests that are compiled at once; a single one may be larger
     */
    public Turns(int most, long budget) {
        this.most = most;
        this.budget = budget;
    }

    /** @return whether it is the namespace's turn now; then {@link #leave} ends it */
    public synchronized boolean enter(String namespace) {
        return sizes.size() < most && sizes.putIfAbsent(namespace, 0L) == null;
    }

    /** @return whether a manifest of so many characters can be read in a namespace's turn, beside those that are */
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
