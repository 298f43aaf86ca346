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
 * The workers of a run: first ones, lost ones, and replacements. The index of a lost worker is reserved for a
 * replacement for a while, during which no case starts. Confined to the coordinator's loop.
 */
public final class WorkerSet {
    /** Scheduling slack added to every start instant. */
    private static final long LEAST_LEAD = 500_000;

    private static final long MAX_LEAD = 1_000_000_000;

    private final Loop loop;
    private final Duration patience;
    private final long patienceNanos;
    private final List<WorkerLink> links = new ArrayList<>();
    private String hindrance = "";
    /** End of the wait for a replacement, by index. */
    private final Map<Integer, Long> vacantUntil = new HashMap<>();

    /** @param patience how long a replacement is waited for; zero if there are none */
    public WorkerSet(Loop loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
        this.patienceNanos = patience.toNanos();
    }

    public void add(WorkerLink link) {
        links.add(link);
    }

    /** All workers ever, including lost ones; positions in this list never change. */
    public List<WorkerLink> all() {
        return links;
    }

    /** Workers that are not lost, begun or not. */
    public List<WorkerLink> live() {
        return links.stream().filter(link -> !link.lost()).toList();
    }

    /** Workers that share a case that starts now, by index. */
    public List<WorkerLink> ready() {
        return links.stream()
                .filter(WorkerLink::ready)
                .sorted(Comparator.comparingInt(WorkerLink::index))
                .toList();
    }

    /** Visits each worker that has begun and is not lost. */
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

    /** Number of indexes. */
    public int places() {
        return (int) links.stream().map(WorkerLink::index).distinct().count();
    }

    /**
     * Reserves the index of a worker that was just lost, or is leaving.
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

    /** Reserves the indexes without a ready worker, whose workers may be lost or just starting. */
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

    /** Whether a replacement is waited for: it may still come, or is not ready yet. */
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

    /** Obstacle to a replacement, in brackets after a space; empty if unknown. */
    public String hindrance() {
        return hindrance.isEmpty() ? "" : " (" + hindrance + ")";
    }

    /** Whether an index has a worker that is neither lost nor leaving. */
    public boolean isManned(int index) {
        return links.stream().anyMatch(link -> link.index() == index && !link.lost() && !link.leaving());
    }

    /** Whether there is no worker, and none is waited for. */
    public boolean exhausted() {
        return live().isEmpty() && !awaitsReplacement();
    }

    /**
     * Lead time of a start instant, so that workers learn of it in advance: the recent response time of the slowest
     * one, about twice the one-way time.
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
