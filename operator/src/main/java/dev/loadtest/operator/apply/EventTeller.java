package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.report.EventNote;
import dev.loadtest.operator.report.EventReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what is new, one event a second of each LoadTest: an event that still stands is not told again for a while, though
 * it is noted at each reconciliation, and a pause that is over before it could be told is not told. Told again, the same
 * event counts one more. Any thread.
 */
final class EventTeller {
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int MAX_WAITING = 10;

    private final Cluster cluster;
    private final Map<String, Notes> all = new HashMap<>();

    EventTeller(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The notes of one LoadTest: what stands, since when, and what waits to be told. */
    private static final class Notes {
        private final Map<EventNote, Instant> standing = new HashMap<>();
        private final Deque<EventNote> waiting = new ArrayDeque<>();
        private Instant last = Instant.MIN;
    }

    /** @param note what this reconciliation is worth; what waits from earlier ones is told before it */
    void tell(LoadTest about, Optional<EventNote> note, Instant now) {
        next(about.getMetadata().getUid(), note, now).ifPresent(due -> cluster.tell(due.event(about, now)));
    }

    /** Whether something waits to be told. */
    synchronized boolean owes(String uid) {
        Notes notes = all.get(uid);
        return notes != null && !notes.waiting.isEmpty();
    }

    private synchronized Optional<EventNote> next(String uid, Optional<EventNote> note, Instant now) {
        Notes notes = all.computeIfAbsent(uid, id -> new Notes());
        note.ifPresent(it -> add(notes, it, now));
        if (notes.waiting.isEmpty() || now.isBefore(notes.last.plus(PACE))) {
            return Optional.empty();
        }
        EventNote due = notes.waiting.remove();
        notes.standing.keySet().removeIf(it -> isOpposite(it.reason(), due.reason()));
        notes.standing.put(due, now);
        notes.last = now;
        return Optional.of(due);
    }

    private static void add(Notes notes, EventNote note, Instant now) {
        notes.waiting.removeIf(it -> isOpposite(it.reason(), note.reason()));
        notes.standing
                .entrySet()
                .removeIf(it ->
                        isRepeatable(it.getKey()) && it.getValue().plus(AGAIN).isBefore(now));
        if (!notes.standing.containsKey(note) && !notes.waiting.contains(note)) {
            notes.waiting.add(note);
        }
        if (notes.waiting.size() > MAX_WAITING) {
            notes.waiting.remove();
        }
    }

    /** A pause stands until it ends, and so does its end. */
    private static boolean isRepeatable(EventNote note) {
        return note.reason() != EventReason.SUSPENDED && note.reason() != EventReason.RESUMED;
    }

    private static boolean isOpposite(EventReason one, EventReason other) {
        return one == EventReason.SUSPENDED && other == EventReason.RESUMED
                || one == EventReason.RESUMED && other == EventReason.SUSPENDED;
    }

    synchronized void forget(String uid) {
        all.remove(uid);
    }
}
