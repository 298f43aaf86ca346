package dev.loadtest.operator.decide;

import dev.loadtest.operator.observe.EndedPod;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.RunSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A change of a run's pods. */
public sealed interface PodChange {

    /** A worker's pod is gone. */
    record Gone(int index, String pod, String why) implements PodChange {}

    /** A worker's pod is being deleted; its process may still report. */
    record Leaving(int index, String pod, String why) implements PodChange {}

    /** A pod is ready at the index of a lost worker. */
    record Came(ObservedWorker worker) implements PodChange {}

    /** Changes that the coordinator has not received yet: lost pods first, then replacements. */
    static List<PodChange> of(RunSnapshot run, Pods pods) {
        List<PodChange> changes = new ArrayList<>();
        Set<Integer> places = new HashSet<>(run.pods().keySet());
        for (Map.Entry<Integer, String> member : new TreeMap<>(run.pods()).entrySet()) {
            end(member.getKey(), member.getValue(), pods).ifPresent(change -> {
                changes.add(change);
                if (change instanceof Gone) {
                    places.remove(member.getKey());
                }
            });
        }
        for (ObservedWorker worker : pods.workers()) {
            if (worker.ready() && !places.contains(worker.index())) {
                changes.add(new Came(worker));
            }
        }
        return changes;
    }

    private static Optional<PodChange> end(int index, String pod, Pods pods) {
        for (EndedPod ended : pods.ended()) {
            if (ended.uid().equals(pod)) {
                return Optional.of(
                        ended.answers() ? new Leaving(index, pod, ended.why()) : new Gone(index, pod, ended.why()));
            }
        }
        boolean lives = pods.workers().stream().anyMatch(it -> it.uid().equals(pod));
        return lives ? Optional.empty() : Optional.of(new Gone(index, pod, "its pod was deleted"));
    }
}
