package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.HostHealth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Causes of lateness, a sentence for each process whose loops were starved. Without a late send, and without a phase
 * that is Invalid, the lateness concerns no number, and there is no sentence. Pure.
 */
final class LatenessNotes {
    private LatenessNotes() {}

    private record Starved(int worker, WorkerReport report) {}

    static List<String> of(List<PhaseResult> phases, List<WorkerLink> workers) {
        if (phases.stream().noneMatch(LatenessNotes::isConcerned)) {
            return List.of();
        }
        Map<String, List<Starved>> byProcess = new LinkedHashMap<>();
        for (WorkerLink link : workers) {
            WorkerReport last = link.latest();
            if (last != null && last.starvedSeconds() > 0) {
                byProcess
                        .computeIfAbsent(link.process(), any -> new ArrayList<>())
                        .add(new Starved(link.index(), last));
            }
        }
        return byProcess.values().stream().map(LatenessNotes::sentence).toList();
    }

    private static boolean isConcerned(PhaseResult phase) {
        return !phase.invalid().isEmpty() || phase.totals().books().scored().late() > 0;
    }

    private static String sentence(List<Starved> process) {
        int seconds = process.stream()
                .mapToInt(each -> each.report().starvedSeconds())
                .max()
                .orElse(0);
        long worst = process.stream()
                .mapToLong(each -> each.report().worstLagNanos())
                .max()
                .orElse(0);
        String who = process.size() == 1
                ? "Worker " + process.getFirst().worker() + " ran"
                : "Workers " + process.stream().map(each -> "" + each.worker()).collect(Collectors.joining(", "))
                        + " of one process ran";
        String upTo = process.size() == 1 ? "" : "up to ";
        return who + " over 10 ms late in " + upTo + seconds
                + (seconds == 1 ? " second, by " : " seconds, at worst by ") + worst / 1_000_000 + " ms"
                + causes(health(process)) + ".";
    }

    /** Readings of one process, of which a later one is never smaller. */
    private static HostHealth health(List<Starved> process) {
        return process.stream()
                .map(each -> each.report().health())
                .max(Comparator.comparingLong(HostHealth::gcPauseMillis).thenComparingLong(HostHealth::throttledMillis))
                .orElse(HostHealth.UNKNOWN);
    }

    private static String causes(HostHealth health) {
        String collected =
                health.gcPauseMillis() > 0 ? "; its process spent " + health.gcPauseMillis() + " ms in GC pauses" : "";
        return health.throttledMillis() > 0
                ? collected + "; its CPU quota throttled it for " + health.throttledMillis() + " ms"
                : collected;
    }
}
