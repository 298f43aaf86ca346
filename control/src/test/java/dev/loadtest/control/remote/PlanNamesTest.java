package dev.loadtest.control.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanNamesTest {
    private static final LoadPlan PLAN = PlanFixture.plan()
            .get("health")
            .phase(PhaseFixture.phase("p", "health").burst(10))
            .build();

    private final PlanNames names = new PlanNames(PLAN);

    private static WorkerReport report(String phase, String journey, String request) {
        Exemplar exemplar = new Exemplar(
                new Exemplar.Sent(phase, "p", 3, journey, 0, 0, request, Kind.TRACKED, Map.of()),
                new Exemplar.Times(0, 0, 0, -1, 1, 1, 1),
                new Exemplar.End(Exemplar.Outcome.SUCCEEDED, 200, "", ""),
                Exemplar.Answer.NONE);
        return new WorkerReport(
                0,
                List.of(),
                new Timeline(),
                0,
                0,
                0,
                Resends.NONE,
                TokenRequests.NONE,
                GeneratorFaults.NONE,
                HostHealth.UNKNOWN,
                PauseState.NONE,
                "",
                List.of(exemplar));
    }

    @Test
    void exemplarOfThePlan() {
        WorkerReport report = report("p", "", "health");
        assertThat(names.checked(report)).isSameAs(report);
    }

    /** Exemplars are kept by phase and request: any name would be one more list. */
    @ParameterizedTest
    @CsvSource({"other, '', health, phases", "p, '', other, requests", "p, buy, health, journeys"})
    void exemplarOfNoPlan(String phase, String journey, String request, String what) {
        assertThatThrownBy(() -> names.checked(report(phase, journey, request)))
                .isInstanceOf(WorkerLostException.class)
                .hasMessageContaining("its report names " + what);
    }
}
