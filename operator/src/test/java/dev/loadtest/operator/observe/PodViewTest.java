package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodViewTest {
    private static PodBuilder pod(int index, String created, String phase, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("w-" + index)
                .withUid("uid-" + index + "-" + created)
                .withCreationTimestamp(created)
                .addToAnnotations("batch.kubernetes.io/job-completion-index", String.valueOf(index))
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .withPodIP("10.0.0." + index)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus();
    }

    @Test
    void oldestLivingPodPerIndex() {
        Pod failed = pod(0, "2026-01-01T00:00:05Z", "Failed", false).build();
        Pod older = pod(0, "2026-01-01T00:00:01Z", "Running", true).build();
        Pod newer = pod(0, "2026-01-01T00:00:02Z", "Running", true)
                .editStatus()
                .withPodIP("10.6.6.6")
                .endStatus()
                .build();
        Pod leaving = pod(1, "2026-01-01T00:00:01Z", "Running", true)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:09Z")
                .endMetadata()
                .build();
        Pod second = pod(2, "2026-01-01T00:00:01Z", "Running", true).build();
        Pods seen = PodView.of(List.of(second, failed, newer, older, leaving), Set.of());
        assertThat(seen.workers())
                .extracting(it -> it.index() + " " + it.ip() + " " + it.ready())
                .containsExactly("0 10.0.0.0 true", "2 10.0.0.2 true");
        assertThat(seen.ended()).hasSize(2);
    }

    @Test
    void memberComesFirst() {
        Pod one = pod(0, "2026-01-01T00:00:01Z", "Running", true)
                .editMetadata()
                .withUid("a")
                .endMetadata()
                .build();
        Pod other = pod(0, "2026-01-01T00:00:01Z", "Running", true)
                .editMetadata()
                .withUid("b")
                .endMetadata()
                .build();
        for (String member : List.of("a", "b")) {
            assertThat(PodView.of(List.of(one, other), Set.of(member)).workers())
                    .extracting(ObservedWorker::uid)
                    .containsExactly(member);
        }
    }

    @Test
    void livingHolderComesFirst() {
        Pod leaving = running(0, "2026-01-01T00:07:00Z")
                .editMetadata()
                .withUid("leaving")
                .withDeletionTimestamp("2026-01-01T00:08:00Z")
                .endMetadata()
                .build();
        Pod living = pod(0, "2026-01-01T00:07:30Z", "Running", true)
                .editMetadata()
                .withUid("living")
                .endMetadata()
                .build();
        assertThat(PodView.of(List.of(leaving, living), Set.of()).holders())
                .extracting(ObservedWorker::uid)
                .containsExactly("living");
    }

    @Test
    void onceReadyPodsAreHolders() {
        Pod ready = pod(0, "2026-01-01T00:00:01Z", "Running", true).build();
        Pod unreadyLater = running(1, "2026-01-01T00:07:00Z").build();
        Pod leaving = running(2, "2026-01-01T00:07:00Z")
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:08:00Z")
                .endMetadata()
                .build();
        Pod neverReady = running(3, "2026-01-01T00:00:01Z").build();
        Pod ended = pod(4, "2026-01-01T00:00:01Z", "Failed", true).build();
        Pods seen = PodView.of(List.of(ready, unreadyLater, leaving, neverReady, ended), Set.of());
        assertThat(seen.holders()).extracting(ObservedWorker::index).containsExactly(0, 1, 2);
        assertThat(seen.ready()).isEqualTo(1);
    }

    private static PodBuilder running(int index, String unreadySince) {
        return pod(index, "2026-01-01T00:00:01Z", "Running", false)
                .editStatus()
                .editFirstCondition()
                .withLastTransitionTime(unreadySince)
                .endCondition()
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning("2026-01-01T00:00:03Z")
                .endState()
                .endContainerStatus()
                .endStatus();
    }

    @Test
    void foreignPodIsNoWorker() {
        assertThat(PodView.of(
                                List.of(new PodBuilder()
                                        .withNewMetadata()
                                        .withName("x")
                                        .endMetadata()
                                        .build()),
                                Set.of())
                        .workers())
                .isEmpty();
    }

    @Test
    void obstaclesKeepTheirWords() {
        Pod unscheduled = pod(0, "2026-01-01T00:00:01Z", "Pending", false)
                .editStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/1 nodes are available: 1 Insufficient cpu.")
                .endCondition()
                .endStatus()
                .build();
        Pod unpulled = pod(1, "2026-01-01T00:00:01Z", "Pending", false)
                .editStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting()
                .withReason("ImagePullBackOff")
                .withMessage("Back-off pulling image \"worker:1\"")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        Pod killed = pod(2, "2026-01-01T00:00:01Z", "Failed", false)
                .editStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withReason("OOMKilled")
                .withExitCode(137)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(PodView.obstacles(List.of(unscheduled, unpulled, unpulled, killed)))
                .containsExactly(
                        "ImagePullBackOff: Back-off pulling image \"worker:1\"",
                        "OOMKilled (exit code 137)",
                        "Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.");
    }
}
