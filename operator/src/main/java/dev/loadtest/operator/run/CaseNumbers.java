package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.OpenCase;
import dev.loadtest.engine.coordinate.checkpoint.RunState;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Numbers the cases of a run in the order in which they end, and keeps the last ones. A later coordinator continues the
 * numbers that the status names: a reader prints each number once. Not thread-safe.
 */
final class CaseNumbers {
    private final Deque<NumberedCase> recent = new ArrayDeque<>();
    private final Set<String> named = new HashSet<>();
    private final long total;
    private int count;
    /** Cases of an earlier coordinator that have numbers and are not among the last ones of the status. */
    private int unnamed;

    /**
     * @param total number of cases of the run
     * @param reported the last cases that the status names; empty at the start of a run
     */
    CaseNumbers(long total, List<NumberedCase> reported) {
        this.total = total;
        recent.addAll(reported);
        reported.forEach(item -> named.add(item.id()));
        count = reported.isEmpty() ? 0 : reported.getLast().number();
        unnamed = Math.max(0, count - reported.size());
    }

    /** A case that had ended by a checkpoint; its end in run time. */
    record Earlier(String id, Outcome outcome, String reason, long endNanos) {}

    /** In the order of their ends; a checkpoint's shards hold them in the order of their closing. */
    static List<Earlier> earlier(Checkpoint checkpoint) {
        List<Earlier> cases = new ArrayList<>();
        long last = 0;
        for (CheckpointShard shard : checkpoint.shards()) {
            for (CheckpointShard.ClosedCase item : shard.cases()) {
                // A case that never started has no time; it ended behind the one before it.
                last = item.endNanos() < 0 ? last : item.endNanos();
                cases.add(new Earlier(item.caseId(), item.outcome(), item.reason(), last));
            }
        }
        RunState run = checkpoint.head().run();
        for (OpenCase open : run == null ? List.<OpenCase>of() : run.open()) {
            Outcome outcome = open.outcome();
            if (outcome != null) {
                cases.add(new Earlier(open.caseId(), outcome, open.reason(), open.endNanos()));
            }
        }
        cases.sort(Comparator.comparingLong(Earlier::endNanos));
        return cases;
    }

    /** A case has ended; each one is given once. Those of an earlier coordinator come first, in the order of their ends. */
    void ended(String id, Outcome outcome, String reason) {
        if (named.contains(id)) {
            return;
        }
        if (unnamed > 0) {
            unnamed--;
            return;
        }
        count++;
        recent.add(
                new NumberedCase(count, id, outcome, reason, (int) Math.min(100, count * 100L / Math.max(1, total))));
        if (recent.size() > RunSnapshot.RECENT_CASES) {
            recent.remove();
        }
    }

    List<NumberedCase> recent() {
        return List.copyOf(recent);
    }
}
