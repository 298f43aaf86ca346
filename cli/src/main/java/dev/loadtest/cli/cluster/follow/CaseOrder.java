package dev.loadtest.cli.cluster.follow;

import dev.loadtest.engine.result.RunResult.CaseResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The order in which cases ended, from results that list them in the order of the plan. */
final class CaseOrder {
    private record Ended(CaseResult item, Instant end) {}

    private CaseOrder() {}

    /** A case that never started has no time; it comes behind the one before it in the plan. */
    static Deque<CaseResult> byEnd(List<CaseResult> cases) {
        List<Ended> ended = new ArrayList<>();
        Instant last = Instant.MIN;
        for (CaseResult item : cases) {
            Instant start = item.startTime();
            last = start == null ? last : start.plus(Duration.ofNanos(Math.round(item.seconds() * 1e9)));
            ended.add(new Ended(item, last));
        }
        Deque<CaseResult> ordered = new ArrayDeque<>();
        ended.stream().sorted(Comparator.comparing(Ended::end)).forEach(it -> ordered.add(it.item()));
        return ordered;
    }
}
