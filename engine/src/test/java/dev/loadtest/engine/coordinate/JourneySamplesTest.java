package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.JourneyFixture.times;
import static dev.loadtest.engine.coordinate.JourneyFixture.until;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses of journeys are saved. */
class JourneySamplesTest {
    private static List<String> saved(RunResult result) {
        return result.samples().stream()
                .map(sample -> sample.k() + "-" + sample.sending() + " " + sample.request())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void asManyAsThePhaseSaysOfItsFirstJourneys(int workers) {
        LoadPlan plan = plan().get("login")
                .get("browse")
                .journey("visit", step("login"), times("browse", 2))
                .phase(journeys("p", "visit").burst(9).saveMax(5))
                .build();

        RunResult result =
                new VirtualRun(plan, workers, 20, answering(10, 200)).start().finish();

        assertThat(saved(result)).containsExactly("0-0 login", "0-1 browse", "0-2 browse", "1-0 login", "1-1 browse");
        assertThat(result.samples()).extracting(Sample::journey).containsOnly("visit");
    }

    /** The longest journey of a mix says how many each unit counts for. */
    @Test
    void requestsBesideJourneysAreCountedAlike() {
        LoadPlan plan = plan().get("alone")
                .get("login")
                .journey("visit", times("login", 4))
                .phase(PlanFixture.PhaseFixture.phase("p", "alone")
                        .journey("visit", 1)
                        .burst(20)
                        .saveMax(12))
                .build();

        RunResult result =
                new VirtualRun(plan, 2, 50, answering(10, 200)).start().finish();

        assertThat(result.samples()).isNotEmpty().allMatch(sample -> sample.k() < 3);
        assertThat(result.samples().stream().map(Sample::k).distinct()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void ofTheTriesOfAStepTheOneThatDecides() {
        LoadPlan plan = plan().get("receipt")
                .journey("visit", until("receipt", Duration.ofSeconds(10), Duration.ofSeconds(1)))
                .phase(journeys("p", "visit").saveMax(5))
                .build();
        int[] asked = {0};

        RunResult result = new VirtualRun(plan, 1, 10, request -> new Answer(1_000_000, asked[0]++ < 3 ? 404 : 200, ""))
                .start()
                .finish();

        assertThat(saved(result)).containsExactly("0-0 receipt");
        assertThat(result.samples().getFirst().status()).isEqualTo(200);
    }

    @Test
    void aResponseAfterTheStopKeepsItsPlace() {
        LoadPlan plan = plan().get("login")
                .get("browse")
                .journey("visit", step("login"), times("browse", 2))
                .phase(journeys("p", "visit").saveMax(5))
                .build();
        int[] asked = {0};
        VirtualRun run = new VirtualRun(plan, 1, 10, request -> {
                    asked[0]++;
                    return new Answer(1_000_000, 200, "");
                })
                .start();
        run.stepUntil(() -> asked[0] == 2);
        run.coordinator().stop("for the test");

        assertThat(saved(run.finish())).containsExactly("0-0 login", "0-1 browse");
    }
}
