package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerPodsTest {
    private final NotingWorker first = new NotingWorker(0);
    private final NotingWorker second = new NotingWorker(1);
    private final PodWorker firstPort = first.port();
    private final PodWorker secondPort = second.port();
    private final WorkerPods workerPods = new WorkerPods(Map.of(0, "a", 1, "b"), List.of(firstPort, secondPort));

    @Test
    void goneMemberIsReportedOnce() {
        workerPods.gone(0, "a", "OOMKilled");
        workerPods.gone(0, "a", "again");
        assertThat(first.told()).containsExactly("lost: OOMKilled", "closed");
        assertThat(workerPods.pods()).containsOnlyKeys(1);
        assertThat(workerPods.living()).containsExactly(secondPort);
    }

    @Test
    void leavingMemberStillCounts() {
        workerPods.leaving(0, "a", "it is being deleted");
        workerPods.leaving(0, "a", "it is being deleted");
        assertThat(first.told()).containsExactly("leaving: it is being deleted");
        assertThat(workerPods.pods()).containsOnlyKeys(0, 1);
    }

    @Test
    void orderOfMembers() {
        workerPods.leaving(0, "a", "it is being deleted");
        assertThat(workerPods.living()).containsExactly(secondPort, firstPort);
        second.giveUp();
        assertThat(workerPods.living()).containsExactly(firstPort, secondPort);
    }

    @Test
    void replacementTakesFreeIndexOnce() {
        PodWorker standIn = new NotingWorker(0).port();
        assertThat(workerPods.came(0, "a2", () -> standIn)).isEmpty();
        workerPods.gone(0, "a", "deleted");
        assertThat(workerPods.came(0, "a", () -> standIn)).isEmpty();
        assertThat(workerPods.came(0, "a2", () -> standIn)).contains(standIn);
        assertThat(workerPods.came(0, "a2", () -> standIn)).isEmpty();
        assertThat(workerPods.pods()).containsEntry(0, "a2");
    }

    @Test
    void otherPodsAreIgnored() {
        workerPods.gone(0, "before", "deleted");
        workerPods.leaving(1, "before", "deleted");
        assertThat(first.told()).isEmpty();
        assertThat(second.told()).isEmpty();
    }
}
