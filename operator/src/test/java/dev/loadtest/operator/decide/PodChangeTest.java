package dev.loadtest.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SnapshotDraft;
import dev.loadtest.operator.observe.EndedPod;
import dev.loadtest.operator.observe.ObservedWorker;
import dev.loadtest.operator.observe.Pods;
import dev.loadtest.operator.run.RunSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodChangeTest {
    private static final ObservedWorker FIRST = new ObservedWorker(0, "a", "10.0.0.1", true);
    private static final ObservedWorker STAND_IN = new ObservedWorker(0, "a2", "10.0.0.3", true);
    private static final ObservedWorker SECOND = new ObservedWorker(1, "b", "10.0.0.2", true);

    private static List<PodChange> changes(
            Map<Integer, String> connected, List<EndedPod> ended, ObservedWorker... living) {
        RunSnapshot run = SnapshotDraft.begun().pods(connected).snapshot();
        return PodChange.of(run, new Pods(List.of(living), ended, List.of()));
    }

    @Test
    void noChangeWhileAllLive() {
        assertThat(changes(Map.of(0, "a", 1, "b"), List.of(), FIRST, SECOND)).isEmpty();
    }

    @Test
    void endedOrVanishedIsGone() {
        List<EndedPod> ended = List.of(new EndedPod("a", "OOMKilled", false));
        assertThat(changes(Map.of(0, "a", 1, "b"), ended, SECOND))
                .containsExactly(new PodChange.Gone(0, "a", "OOMKilled"));
        assertThat(changes(Map.of(0, "a", 1, "b"), List.of(), SECOND))
                .containsExactly(new PodChange.Gone(0, "a", "its pod was deleted"));
    }

    @Test
    void answeringPodIsLeaving() {
        List<EndedPod> ended = List.of(new EndedPod("a", "it is being deleted", true));
        assertThat(changes(Map.of(0, "a", 1, "b"), ended, STAND_IN, SECOND))
                .containsExactly(new PodChange.Leaving(0, "a", "it is being deleted"));
    }

    @Test
    void readyReplacementTakesFreeIndex() {
        ObservedWorker unready = new ObservedWorker(0, "a2", "10.0.0.3", false);
        assertThat(changes(Map.of(1, "b"), List.of(), unready, SECOND)).isEmpty();
        assertThat(changes(Map.of(1, "b"), List.of(), STAND_IN, SECOND)).containsExactly(new PodChange.Came(STAND_IN));
        assertThat(changes(Map.of(0, "a", 1, "b"), List.of(), STAND_IN, SECOND))
                .containsExactly(new PodChange.Gone(0, "a", "its pod was deleted"), new PodChange.Came(STAND_IN));
    }
}
