package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.result.count.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why requests failed or were not sent, the most frequent reasons first: {@code 503 x 30, reset x 15}. Pure. */
final class FailureReasons {
    private static final int MAX_REASONS = 5;

    private FailureReasons() {}

    /** Empty if all were sent and succeeded. */
    static String of(Counts counts) {
        List<String> parts = new ArrayList<>();
        if (counts.failures() > 0) {
            parts.add(most(failures(counts)));
        }
        if (counts.notSentTotal() > 0) {
            parts.add("not sent: " + most(counts.notSent()));
        }
        return String.join("; ", parts);
    }

    private static Map<String, Long> failures(Counts counts) {
        Map<String, Long> reasons = new TreeMap<>(counts.errors());
        counts.unexpectedByStatus()
                .forEach((status, count) -> reasons.merge(status == 0 ? "odd status" : "" + status, count, Long::sum));
        if (counts.timeouts() > 0) {
            reasons.merge("timeout", counts.timeouts(), Long::sum);
        }
        if (counts.unresolved() > 0) {
            reasons.merge("unresolved", counts.unresolved(), Long::sum);
        }
        return reasons;
    }

    private static String most(Map<String, Long> reasons) {
        List<String> texts = new TreeMap<>(reasons)
                .entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(reason -> reason.getKey() + " x " + Quantities.count(reason.getValue()))
                        .toList();
        int more = texts.size() - MAX_REASONS;
        return more <= 0
                ? String.join(", ", texts)
                : String.join(", ", texts.subList(0, MAX_REASONS)) + " and " + more + " more";
    }
}
