package dev.loadtest.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** Why a pod has ended, in the words of the kubelet or the evictor. Pure. */
final class PodEnd {
    /** Higher exit codes stand for a signal. */
    private static final int SIGNALS = 128;

    private PodEnd() {}

    static String of(Pod pod) {
        String name = "pod " + pod.getMetadata().getName();
        Optional<String> container = PodView.containers(pod).stream()
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(state -> state.getTerminated())
                .filter(Objects::nonNull)
                .map(PodEnd::of)
                .findFirst();
        if (container.isPresent()) {
            return name + " ended: " + container.get();
        }
        String reason = pod.getStatus() == null ? null : pod.getStatus().getReason();
        if (reason != null && !reason.isBlank()) {
            return name + " ended: " + PodView.sentence(reason, pod.getStatus().getMessage());
        }
        return pod.getMetadata().getDeletionTimestamp() == null ? name + " ended" : name + " is being deleted";
    }

    static String of(ContainerStateTerminated ended) {
        String reason = Objects.requireNonNullElse(ended.getReason(), "Terminated");
        // For a process ended by a signal, its last log line is unrelated.
        boolean bySignal = Objects.requireNonNullElse(ended.getExitCode(), 0) > SIGNALS;
        return PodView.sentence(
                reason + " (exit code " + ended.getExitCode() + ")", bySignal ? null : ended.getMessage());
    }
}
