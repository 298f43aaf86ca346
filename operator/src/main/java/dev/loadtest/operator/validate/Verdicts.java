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
 * What validation said of LoadTests that wait, for a generation and a while: what a manifest refers to may change, and to
 * validate is the most that a LoadTest costs before it runs. Those of one namespace are validated again at most once a second
 * altogether. Keeps no plan, and of problems no more than a status shows. Any thread.
 */
public final class Verdicts {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);
    private static final int MOST = 10_000;
    private static final int MAX_CHARACTERS = 2_048;

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(Long generation, Instant until, List<Problem> problems) {}

    /** How long a LoadTest of so many in its namespace waits for its next validation. */
    public static Duration every(Observation seen) {
        Duration oneASecond = Duration.ofSeconds(seen.admission().here());
        return oneASecond.compareTo(NOW_AND_THEN) > 0 ? oneASecond : NOW_AND_THEN;
    }

    /** All that speaks against running it as it was validated a while ago; empty where it is to be validated. */
    public synchronized Optional<List<Problem>> of(Observation seen) {
        Kept its = kept.get(uid(seen));
        return its != null
                        && its.generation().equals(generation(seen))
                        && seen.now().isBefore(its.until())
                ? Optional.of(its.problems())
                : Optional.empty();
    }

    /** Keeps what was found. */
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

    /** Forgets a LoadTest that is no more. */
    public synchronized void forget(String uid) {
        kept.remove(uid);
    }

    /** The status cuts the text anyway. */
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
