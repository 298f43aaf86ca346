package dev.loadtest.engine.result.exemplar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The exemplars of a run, or of one worker's part of it. Those of several workers are merged by adding all, in any order
 * and any number of times: of the union of what each worker would pick, the same is picked as of all requests. Confined
 * to one thread.
 */
public final class Exemplars {
    private final int each;
    /** By phase, then by request. */
    private final Map<String, Map<String, ExemplarPick>> picks = new TreeMap<>();

    public Exemplars(ExemplarLimits limits) {
        this.each = limits.each();
    }

    /** Those of a phase and request, so far. */
    public ExemplarPick pick(String phase, String request) {
        return picks.computeIfAbsent(phase, any -> new TreeMap<>())
                .computeIfAbsent(request, any -> new ExemplarPick(each));
    }

    /** @param revision from which on {@link #since} contains it */
    public void add(Exemplar exemplar, long revision) {
        pick(exemplar.sent().phase(), exemplar.sent().request()).add(Candidate.of(exemplar), revision);
    }

    public void addAll(Collection<Exemplar> some, long revision) {
        some.forEach(exemplar -> add(exemplar, revision));
    }

    /** Those added after a revision that are still picked, each once. */
    public List<Exemplar> since(long revision) {
        Set<Exemplar> added = new LinkedHashSet<>();
        picks.values().forEach(requests -> requests.values().forEach(pick -> {
            add(pick.slowest(), revision, added);
            add(pick.failed(), revision, added);
        }));
        return List.copyOf(added);
    }

    private static void add(List<ExemplarPick.Entry> some, long revision, Set<Exemplar> to) {
        for (ExemplarPick.Entry entry : some) {
            if (entry.revision() > revision) {
                to.add(entry.exemplar());
            }
        }
    }

    /**
     * All, of one request of a phase after the other, by name.
     *
     * @param phases in their order
     * @param origin start of run time
     * @param traceUrl of traces; empty for none
     */
    public List<ExemplarList> lists(List<String> phases, Instant origin, String traceUrl) {
        List<ExemplarList> lists = new ArrayList<>();
        for (String phase : phases) {
            picks.getOrDefault(phase, Map.of()).forEach((request, pick) -> {
                if (!pick.slowest().isEmpty() || !pick.failed().isEmpty()) {
                    lists.add(new ExemplarList(
                            phase, request, origin, traceUrl, exemplars(pick.slowest()), exemplars(pick.failed())));
                }
            });
        }
        return lists;
    }

    private static List<Exemplar> exemplars(List<ExemplarPick.Entry> entries) {
        return entries.stream().map(ExemplarPick.Entry::exemplar).toList();
    }
}
