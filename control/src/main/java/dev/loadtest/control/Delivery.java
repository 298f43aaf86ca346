package dev.loadtest.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a coordinator has not got yet. A share is got when a report told that it is closed and the coordinator went on from
 * that report's revision, or when it forgets the case. Confined to the worker's loop.
 */
final class Delivery {
    private static final long NOT_TOLD = Long.MAX_VALUE;

    /** The revision at which each was told to be closed. */
    private final Map<String, Long> pending = new HashMap<>();

    void fired(String caseId) {
        pending.putIfAbsent(caseId, NOT_TOLD);
    }

    /** @param closed the cases that a report of this revision told to be closed */
    void told(long revision, Collection<String> closed) {
        closed.forEach(id -> pending.computeIfPresent(id, (caseId, told) -> Math.min(told, revision)));
    }

    /** The coordinator asks for what came after a revision. */
    void got(long revision) {
        pending.values().removeIf(told -> told <= revision);
    }

    void forgotten(Collection<String> caseIds) {
        pending.keySet().removeAll(caseIds);
    }

    boolean isComplete() {
        return pending.isEmpty();
    }
}
