package dev.loadtest.operator.desired;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static boolean isLow(int workers, PhaseFixture... phases) {
        var plan = plan().get("get").parallelism(workers);
        List.of(phases).forEach(plan::phase);
        return Demand.isLow(plan.build());
    }

    private static PhaseFixture rate(String name, double perSecond) {
        return phase(name, "get").shape(constant(perSecond, SECOND));
    }

    @Test
    void ratesOfAllPhasesForEachWorker() {
        assertThat(isLow(1, rate("a", 500))).isTrue();
        assertThat(isLow(1, rate("a", 501))).isFalse();
        assertThat(isLow(4, rate("a", 1_000), rate("b", 1_000))).isTrue();
        assertThat(isLow(4, rate("a", 1_000), rate("b", 1_001))).isFalse();
    }

    @Test
    void highestRateOfStages() {
        Shape ramp = new Shape.Rate(
                10, List.of(new Shape.RateStage(SECOND, 600), new Shape.RateStage(SECOND, 10)), false, Duration.ZERO);
        assertThat(isLow(1, phase("a", "get").shape(ramp))).isFalse();
        Shape falling = new Shape.Rate(600, List.of(new Shape.RateStage(SECOND, 10)), false, Duration.ZERO);
        assertThat(isLow(1, phase("a", "get").shape(falling))).isFalse();
    }

    @Test
    void fewRequestsAtOnce() {
        assertThat(isLow(2, phase("a", "get").burst(100))).isTrue();
        assertThat(isLow(2, phase("a", "get").burst(101))).isFalse();
        assertThat(isLow(2, phase("a", "get").shape(new Shape.CountedUsers(5, 100, Duration.ZERO, Duration.ZERO))))
                .isTrue();
        assertThat(isLow(2, phase("a", "get").shape(new Shape.CountedUsers(5, 101, Duration.ZERO, Duration.ZERO))))
                .isFalse();
    }

    @Test
    void usersForATimeAndJourneysMayAskForMuch() {
        Shape users = new Shape.TimedUsers(
                1, List.of(new Shape.UserStage(SECOND, 1)), true, Duration.ofSeconds(1), Duration.ZERO);
        assertThat(isLow(1, phase("a", "get").shape(users))).isFalse();
        assertThat(Demand.isLow(plan().get("get")
                        .journey("buy", step("get"))
                        .phase(journeys("a", "buy"))
                        .build()))
                .isFalse();
    }

    @Test
    void fewCases() {
        assertThat(isLow(1, phase("a", "get").iterations(20))).isTrue();
        assertThat(isLow(1, phase("a", "get").iterations(21))).isFalse();
    }
}
