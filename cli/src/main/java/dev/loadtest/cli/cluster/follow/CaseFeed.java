package dev.loadtest.cli.cluster.follow;

import dev.loadtest.cli.display.EndedCase;
import dev.loadtest.crds.model.LoadTestStatus.RecentCase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.CaseResult;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sequence, without gaps or repetitions, of the last ended cases that statuses list. Behind a case that no status
 * has listed, cases wait for the results, which list all. Not thread-safe.
 */
final class CaseFeed {
    private final TreeMap<Integer, EndedCase> waiting = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private int next;
    private int skipped;

    private CaseFeed(int next) {
        this.next = next;
    }

    /** Gives every case of a run. */
    static CaseFeed all() {
        return new CaseFeed(1);
    }

    /** Begins with the first case that a status lists: for a run that is under way. */
    static CaseFeed fromNow() {
        return new CaseFeed(0);
    }

    /** Cases that can be printed now, in order. */
    List<EndedCase> take(@Nullable List<RecentCase> recent) {
        Stream.ofNullable(recent).flatMap(List::stream).forEach(this::add);
        List<EndedCase> ready = new ArrayList<>();
        for (EndedCase item = waiting.remove(next); item != null; item = waiting.remove(next)) {
            ready.add(item);
            next++;
        }
        return ready;
    }

    private void add(RecentCase listed) {
        Integer number = listed.number();
        Optional<Outcome> outcome = Stream.of(Outcome.values())
                .filter(it -> it.name().equals(listed.outcome()))
                .findFirst();
        if (number == null || number < Math.max(1, next) || outcome.isEmpty() || listed.id() == null) {
            return;
        }
        if (next == 0) {
            next = number;
            skipped = number - 1;
        }
        if (seen.add(listed.id())) {
            String reason = Objects.requireNonNullElse(listed.reason(), "");
            int percent = Math.clamp(Objects.requireNonNullElse(listed.percent(), 0), 0, 100);
            waiting.put(number, new EndedCase(listed.id(), outcome.get(), reason, percent));
        }
    }

    /** How many cases wait behind one that no status has listed. */
    int waiting() {
        return waiting.size();
    }

    /** Number of cases that had ended before the first one listed, and are left out. */
    int skipped() {
        return skipped;
    }

    /** The cases not printed yet, in order: the waiting ones, and what no status has listed. */
    List<EndedCase> rest(List<CaseResult> all) {
        Deque<CaseResult> unlisted = CaseOrder.byEnd(all);
        unlisted.removeIf(item -> seen.contains(item.id()));
        for (int i = 0; i < skipped && !unlisted.isEmpty(); i++) {
            unlisted.remove();
        }
        List<EndedCase> rest = new ArrayList<>();
        for (int number = Math.max(1, next); !waiting.isEmpty() || !unlisted.isEmpty(); number++) {
            EndedCase listed = waiting.remove(number);
            if (listed != null) {
                rest.add(listed);
            } else if (!unlisted.isEmpty()) {
                rest.add(EndedCase.of(unlisted.remove(), (int) Math.min(100, number * 100L / all.size())));
            } else {
                // A number that no case has: the status was not written by an operator.
                rest.addAll(waiting.values());
                waiting.clear();
            }
        }
        return rest;
    }
}
