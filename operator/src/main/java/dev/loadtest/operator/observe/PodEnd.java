package dev.loadtest.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** Why a pod lives no more, in the kubelet's or the evictor's own words. Pure. */
final class PodEnd {
    /** Exit codes above it tell of a signal. */
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
        // Who was ended by a signal had no say in it: what it logged last is about something else.
        boolean bySignal = Objects.requireNonNullElse(ended.getExitCode(), 0) > SIGNALS;
        return PodView.sentence(
                reason + " (exit code " + ended.getExitCode() + ")", bySignal ? null : ended.getMessage());
    }
}
