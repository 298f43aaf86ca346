package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.report.EventNote;
import dev.loadtest.operator.report.EventReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what is new: an event that still stands is not told again for a while, though it is noted each time that a LoadTest
 * is looked at; told again, the same event counts one more. Any thread.
 */
final class EventTeller {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final Map<String, Map<EventNote, Instant>> told = new HashMap<>();

    EventTeller(Cluster cluster) {
        this.cluster = cluster;
    }

    void tell(LoadTest about, EventNote note, Instant now) {
        if (isNew(about.getMetadata().getUid(), note, now)) {
            cluster.tell(note.event(about, now));
        }
    }

    private synchronized boolean isNew(String uid, EventNote note, Instant now) {
        Map<EventNote, Instant> notes = told.computeIfAbsent(uid, id -> new HashMap<>());
        // A pause that began ends what was told of going on, and the other way round.
        switch (note.reason()) {
            case SUSPENDED -> notes.keySet().removeIf(it -> it.reason() == EventReason.RESUMED);
            case RESUMED -> notes.keySet().removeIf(it -> it.reason() == EventReason.SUSPENDED);
            default -> notes.values().removeIf(then -> then.plus(AGAIN).isBefore(now));
        }
        return notes.putIfAbsent(note, now) == null;
    }

    synchronized void forget(String uid) {
        told.remove(uid);
    }
}
