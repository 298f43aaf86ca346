package dev.loadtest.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the state of pods. Pure. */
final class PodView {
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private PodView() {}

    /**
     * The oldest living pod of each index, and all ended ones. A later pod does not displace a living one.
     *
     * @param members UIDs of the pods in which the run's coordinator has workers: these come first
     */
    static Pods of(Collection<Pod> pods, Set<String> members) {
        Map<Integer, Pod> oldest = new TreeMap<>();
        Map<Integer, Pod> holders = new TreeMap<>();
        List<EndedPod> ended = new ArrayList<>();
        Comparator<Pod> first = Comparator.comparing((Pod pod) -> !members.contains(uid(pod)))
                .thenComparing(pod -> !isAlive(pod))
                .thenComparing(pod -> pod.getMetadata().getCreationTimestamp())
                .thenComparing(PodView::uid);
        BinaryOperator<Pod> ofTwo = BinaryOperator.minBy(first);
        for (Pod pod : pods) {
            Optional<Integer> index = index(pod);
            if (!isAlive(pod)) {
                ended.add(new EndedPod(pod.getMetadata().getUid(), PodEnd.of(pod), runs(pod)));
            } else if (index.isPresent()) {
                oldest.merge(index.get(), pod, ofTwo);
            }
            if (index.isPresent() && !hasEnded(pod) && !ip(pod).isEmpty() && wasReady(pod)) {
                holders.merge(index.get(), pod, ofTwo);
            }
        }
        return new Pods(workers(oldest), ended, workers(holders));
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static List<ObservedWorker> workers(Map<Integer, Pod> pods) {
        List<ObservedWorker> workers = new ArrayList<>();
        pods.forEach((index, pod) ->
                workers.add(new ObservedWorker(index, pod.getMetadata().getUid(), ip(pod), isReady(pod))));
        return workers;
    }

    /** Whether its process runs and can say why it is not ready. */
    static boolean isRunning(Pod pod) {
        return isAlive(pod) && !ip(pod).isEmpty() && runs(pod);
    }

    private static boolean runs(Pod pod) {
        return containers(pod).stream()
                .anyMatch(container ->
                        container.getState() != null && container.getState().getRunning() != null);
    }

    /** Why pods are not ready, one sentence each, without repetitions. */
    static List<String> obstacles(Collection<Pod> pods) {
        TreeSet<String> obstacles = new TreeSet<>();
        for (Pod pod : pods) {
            if (pod.getStatus() != null && !isReady(pod)) {
                unscheduled(pod).ifPresent(obstacles::add);
                containers(pod).forEach(container -> obstacle(container).ifPresent(obstacles::add));
            }
        }
        return List.copyOf(obstacles);
    }

    private static Optional<Integer> index(Pod pod) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
        String index = annotations.get(INDEX);
        return index == null || !index.matches("\\d{1,6}") ? Optional.empty() : Optional.of(Integer.parseInt(index));
    }

    private static boolean isAlive(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && !hasEnded(pod);
    }

    private static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null
                ? ""
                : Objects.requireNonNullElse(pod.getStatus().getPhase(), "");
        return phase.equals("Failed") || phase.equals("Succeeded");
    }

    static String ip(Pod pod) {
        return pod.getStatus() == null
                ? ""
                : Objects.requireNonNullElse(pod.getStatus().getPodIP(), "");
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && conditions(pod).stream().anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    /** A pod that was never ready is unready since before its containers started. */
    private static boolean wasReady(Pod pod) {
        Optional<Instant> runs = containers(pod).stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getRunning() != null)
                .map(state -> state.getRunning().getStartedAt())
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .min(Comparator.naturalOrder());
        return isReady(pod)
                || runs.isPresent()
                        && conditions(pod).stream()
                                .filter(c -> "Ready".equals(c.getType()) && c.getLastTransitionTime() != null)
                                .anyMatch(c ->
                                        Instant.parse(c.getLastTransitionTime()).isAfter(runs.get()));
    }

    private static List<PodCondition> conditions(Pod pod) {
        return Objects.requireNonNullElse(pod.getStatus().getConditions(), List.of());
    }

    static List<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? List.of()
                : Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
    }

    private static Optional<String> unscheduled(Pod pod) {
        return conditions(pod).stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .map(c -> sentence(c.getReason(), c.getMessage()))
                .findFirst();
    }

    private static Optional<String> obstacle(ContainerStatus container) {
        if (container.getState() == null) {
            return Optional.empty();
        }
        ContainerStateWaiting waiting = container.getState().getWaiting();
        if (waiting != null && !"ContainerCreating".equals(waiting.getReason())) {
            return Optional.of(sentence(waiting.getReason(), waiting.getMessage()));
        }
        ContainerStateTerminated ended = container.getState().getTerminated();
        return ended == null ? Optional.empty() : Optional.of(PodEnd.of(ended));
    }

    static String sentence(String reason, @Nullable String message) {
        return message == null || message.isBlank() ? String.valueOf(reason) : reason + ": " + message.strip();
    }
}
