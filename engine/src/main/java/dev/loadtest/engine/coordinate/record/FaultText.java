package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.Standstill;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reasons why a phase is Invalid, from faults that workers report about themselves. Pure. */
final class FaultText {
    private static final int DETAILS = 3;

    private FaultText() {}

    /**
     * One sentence for each worker with a standstill in a phase.
     *
     * @param faults by worker index
     */
    static List<String> standstills(String phase, Map<Integer, List<GeneratorFaults>> faults) {
        List<String> sentences = new ArrayList<>();
        faults.forEach((worker, ofWorker) -> ofWorker.stream()
                .flatMap(one -> one.standstills().stream())
                .filter(standstill -> standstill.phase().equals(phase))
                .forEach(standstill -> sentences.add(sentence(worker, standstill))));
        return sentences;
    }

    private static String sentence(int worker, Standstill standstill) {
        String when =
                seconds(standstill.longestNanos()) + ", " + seconds(standstill.atMicros() * 1_000) + " after the start";
        String how = standstill.times() == 1
                ? "stood still for " + when
                : "stood still " + standstill.times() + " times, " + seconds(standstill.nanos())
                        + " in all and at most " + when;
        return "%s: worker %d of the load generator %s, while %d of its requests %s due or under way"
                .formatted(
                        standstill.phase(),
                        worker,
                        how,
                        standstill.requests(),
                        standstill.requests() == 1 ? "was" : "were");
    }

    /**
     * A sentence if requests of a phase failed by a limit of the generator's machine.
     *
     * @param failed number of such requests, from the books
     */
    static Optional<String> limits(String phase, long failed, long sent, Map<Integer, List<GeneratorFaults>> faults) {
        if (failed == 0) {
            return Optional.empty();
        }
        Map<String, Long> details = new TreeMap<>();
        faults.values().stream()
                .flatMap(List::stream)
                .flatMap(one -> one.limits().stream())
                .filter(hit -> hit.phase().equals(phase) && !hit.detail().isEmpty())
                .forEach(hit -> details.merge(hit.detail(), hit.requests(), Long::sum));
        String named = details.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(DETAILS)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining("; "));
        return Optional.of("%s: %d of %d requests failed by a limit of the load generator itself%s"
                .formatted(phase, failed, sent, named.isEmpty() ? "" : ": " + named));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
