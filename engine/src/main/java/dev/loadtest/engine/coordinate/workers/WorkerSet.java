package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The workers of a run: those it began with, lost ones, and those that came in the place of lost ones. A place whose worker
 * is lost is kept for a replacement for a while, and no case starts in that time. Confined to the coordinator's loop.
 */
public final class WorkerSet {
    /** For the turns that loops are in. */
    private static final long LEAST_LEAD = 500_000;

    private static final long MAX_LEAD = 1_000_000_000;

    private final Loop loop;
    private final Duration patience;
    private final long patienceNanos;
    private final List<WorkerLink> links = new ArrayList<>();
    private String hindrance = "";
    /** Until when a replacement is waited for, by place. */
    private final Map<Integer, Long> vacantUntil = new HashMap<>();

    /** @param patience how long a replacement is waited for; zero where none can come */
    public WorkerSet(Loop loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
        this.patienceNanos = patience.toNanos();
    }

    public void add(WorkerLink link) {
        links.add(link);
    }

    /** All there ever were, lost ones too; a worker's place in this list never changes. */
    public List<WorkerLink> all() {
        return links;
    }

    /** Those that are not lost, whether or not they have begun. */
    public List<WorkerLink> live() {
        return links.stream().filter(link -> !link.lost()).toList();
    }

    /** Those that a case which starts now is shared over, by place. */
    public List<WorkerLink> ready() {
        return links.stream()
                .filter(WorkerLink::ready)
                .sorted(Comparator.comparingInt(WorkerLink::index))
                .toList();
    }

    /** Does something to each that has begun and is not lost. */
    public void begun(Consumer<WorkerLink> action) {
        for (WorkerLink link : List.copyOf(links)) {
            if (link.begun() && !link.lost()) {
                action.accept(link);
            }
        }
    }

    public int lost() {
        return (int) links.stream().filter(link -> link.lost() && link.known()).count();
    }

    /** How many places there are. */
    public int places() {
        return (int) links.stream().map(WorkerLink::index).distinct().count();
    }

    /**
     * Keeps the place of a worker that was just lost, or is leaving.
     *
     * @param over called when the wait for a replacement is over
     */
    public void vacate(WorkerLink link, Runnable over) {
        if (patienceNanos > 0 && !isManned(link.index())) {
            long until = loop.nanos() + patienceNanos;
            vacantUntil.put(link.index(), until);
            loop.at(until, over);
        }
    }

    /** Keeps the places of which nobody is ready, since their workers may be lost, or have just come. */
    public void awaitPlaces(Runnable over) {
        long until = loop.nanos() + patienceNanos;
        List<Integer> manned = ready().stream().map(WorkerLink::index).toList();
        for (WorkerLink link : links) {
            if (patienceNanos > 0 && !manned.contains(link.index()) && vacantUntil.put(link.index(), until) == null) {
                loop.at(until, over);
            }
        }
    }

    /** A replacement takes part from now on. */
    public void admit(WorkerLink link) {
        link.admit();
        vacantUntil.remove(link.index());
        hindrance = "";
    }

    /** Whether a replacement is waited for: it may still come, or has come and is not ready yet. */
    public boolean awaitsReplacement() {
        long now = loop.nanos();
        return vacantUntil.values().stream().anyMatch(until -> until > now);
    }

    /** How long a replacement is waited for. */
    public Duration patience() {
        return patience;
    }

    public void hindered(String why) {
        hindrance = why;
    }

    /** What keeps a replacement from coming, in brackets behind a space; empty where that is not known. */
    public String hindrance() {
        return hindrance.isEmpty() ? "" : " (" + hindrance + ")";
    }

    /** Whether a place has a worker that is neither lost nor about to be. */
    public boolean isManned(int index) {
        return links.stream().anyMatch(link -> link.index() == index && !link.lost() && !link.leaving());
    }

    /** Whether nobody is there, and nobody is waited for. */
    public boolean exhausted() {
        return live().isEmpty() && !awaitsReplacement();
    }

    /**
     * How far ahead an instant must be named so that workers hear of it before: as long as the slowest of them lately took
     * to be told and to answer, which is about twice the way there.
     */
    public long leadNanos() {
        long slowest = 0;
        for (WorkerLink link : links) {
            if (link.clock().isKnown() && !link.lost()) {
                slowest = Math.max(slowest, link.clock().orderNanos());
            }
        }
        return LEAST_LEAD + Math.min(slowest, MAX_LEAD);
    }
}
