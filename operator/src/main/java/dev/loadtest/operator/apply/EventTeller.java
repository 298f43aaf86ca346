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
 * Writes new events, at most one a second for each LoadTest. An event that still holds is not repeated for a while,
 * although each reconciliation reports it; a pause that ended before its event was written gets none. A repetition
 * increments the event's count. Any thread.
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

    /** State of one LoadTest: current events with their times, and pending ones. */
    private static final class Notes {
        private final Map<EventNote, Instant> standing = new HashMap<>();
        private final Deque<EventNote> waiting = new ArrayDeque<>();
        private Instant last = Instant.MIN;
    }

    /** @param note the event of this reconciliation; pending earlier ones are written first */
    void tell(LoadTest about, Optional<EventNote> note, Instant now) {
        next(about.getMetadata().getUid(), note, now).ifPresent(due -> cluster.tell(due.event(about, now)));
    }

    /** Whether an event is pending. */
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

    /** A pause holds until it ends, and so does its end. */
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
