package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrewTest {
    private final NotingWorker first = new NotingWorker(0);
    private final NotingWorker second = new NotingWorker(1);
    private final PodWorker firstPort = first.port();
    private final PodWorker secondPort = second.port();
    private final Crew crew = new Crew(Map.of(0, "a", 1, "b"), List.of(firstPort, secondPort));

    @Test
    void aGoneMemberIsToldOnceAndCountsNoMore() {
        crew.gone(0, "a", "OOMKilled");
        crew.gone(0, "a", "again");
        assertThat(first.told()).containsExactly("lost: OOMKilled", "closed");
        assertThat(crew.pods()).containsOnlyKeys(1);
        assertThat(crew.living()).containsExactly(secondPort);
    }

    @Test
    void aLeavingMemberIsToldOnceAndStillCounts() {
        crew.leaving(0, "a", "it is being deleted");
        crew.leaving(0, "a", "it is being deleted");
        assertThat(first.told()).containsExactly("leaving: it is being deleted");
        assertThat(crew.pods()).containsOnlyKeys(0, 1);
    }

    @Test
    void whoeverIsLeavingComesBehindTheOthersAndWhoeverIsGivenUpComesLast() {
        crew.leaving(0, "a", "it is being deleted");
        assertThat(crew.living()).containsExactly(secondPort, firstPort);
        second.giveUp();
        assertThat(crew.living()).containsExactly(firstPort, secondPort);
    }

    @Test
    void aStandInTakesOnlyTheFreePlaceAndOnlyOnce() {
        PodWorker standIn = new NotingWorker(0).port();
        assertThat(crew.came(0, "a2", () -> standIn)).isEmpty();
        crew.gone(0, "a", "deleted");
        assertThat(crew.came(0, "a", () -> standIn)).isEmpty();
        assertThat(crew.came(0, "a2", () -> standIn)).contains(standIn);
        assertThat(crew.came(0, "a2", () -> standIn)).isEmpty();
        assertThat(crew.pods()).containsEntry(0, "a2");
    }

    @Test
    void whatIsSaidOfAnotherPodDoesNotReachTheOneThatIsThere() {
        crew.gone(0, "before", "deleted");
        crew.leaving(1, "before", "deleted");
        assertThat(first.told()).isEmpty();
        assertThat(second.told()).isEmpty();
    }
}
