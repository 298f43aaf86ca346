package dev.loadtest.operator.validate;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.operator.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Validation results of waiting LoadTests, kept for a generation and a limited time: references may change, and
 * validation is the most expensive step before a run. LoadTests of one namespace are validated again at most once a
 * second in total. Keeps no plans, and no more problems than a status shows. Any thread.
 */
public final class Verdicts {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);
    private static final int MOST = 10_000;
    private static final int MAX_CHARACTERS = 2_048;

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(Long generation, Instant until, List<Problem> problems) {}

    /** Time until the next validation, by the number of LoadTests in the namespace. */
    public static Duration every(Observation seen) {
        Duration oneASecond = Duration.ofSeconds(seen.admission().here());
        return oneASecond.compareTo(NOW_AND_THEN) > 0 ? oneASecond : NOW_AND_THEN;
    }

    /** The problems found by the last validation; empty if it is due again. */
    public synchronized Optional<List<Problem>> of(Observation seen) {
        Kept its = kept.get(uid(seen));
        return its != null
                        && its.generation().equals(generation(seen))
                        && seen.now().isBefore(its.until())
                ? Optional.of(its.problems())
                : Optional.empty();
    }

    /** Stores a result. */
    public synchronized void keep(Observation seen, Validated validated) {
        kept.remove(uid(seen));
        if (validated instanceof Validated.NotAsked || seen.startTime().isPresent()) {
            return;
        }
        List<Problem> problems =
                validated instanceof Validated.Refused refused ? shortened(refused.problems()) : List.of();
        kept.put(uid(seen), new Kept(generation(seen), seen.now().plus(every(seen)), problems));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** Forgets a deleted LoadTest. */
    public synchronized void forget(String uid) {
        kept.remove(uid);
    }

    /** The status truncates the text anyway. */
    private static List<Problem> shortened(List<Problem> problems) {
        List<Problem> first = new ArrayList<>();
        int characters = 0;
        for (Problem problem : problems) {
            first.add(problem);
            characters += problem.toString().length();
            if (characters > MAX_CHARACTERS) {
                break;
            }
        }
        return List.copyOf(first);
    }

    private static String uid(Observation seen) {
        return seen.test().getMetadata().getUid();
    }

    private static Long generation(Observation seen) {
        Long generation = seen.test().getMetadata().getGeneration();
        return generation == null ? 0L : generation;
    }
}
