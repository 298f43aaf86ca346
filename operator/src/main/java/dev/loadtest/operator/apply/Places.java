package dev.loadtest.operator.apply;

import java.util.HashSet;
import java.util.Set;

/**
 * Who has one of the places of {@code limits.maxConcurrentRuns}: two LoadTests that are looked at in one instant must not
 * both be given the last one, though neither is seen as started yet. Any thread.
 */
final class Places {
    private final Set<String> taken = new HashSet<>();
    private final int most;

    /** @param most 0 for no limit */
    Places(int most) {
        this.most = most;
    }

    /**
     * Takes a place; one that is taken already is kept.
     *
     * @param running the UIDs of the others that are seen to have started
     * @return whether there was one
     */
    synchronized boolean take(String uid, Set<String> running) {
        Set<String> others = new HashSet<>(taken);
        others.addAll(running);
        others.remove(uid);
        if (most > 0 && others.size() >= most) {
            return false;
        }
        taken.add(uid);
        return true;
    }

    /** Gives it back; nothing happens where it has none. */
    synchronized void leave(String uid) {
        taken.remove(uid);
    }
}
