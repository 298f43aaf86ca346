package dev.loadtest.engine.coordinate.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Shape.RateStage;
import dev.loadtest.engine.plan.Shape.UserStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RampsTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private static double integral(Shape shape, double seconds) {
        return Ramps.of(shape).orElseThrow().integral(seconds);
    }

    @Test
    void rateRampsBehindItsWarmup() {
        Shape rate = new Shape.Rate(0, List.of(new RateStage(TEN, 100), new RateStage(TEN, 100)), false, TEN);

        assertThat(integral(rate, 10)).isZero();
        assertThat(integral(rate, 15)).isEqualTo(125);
        assertThat(integral(rate, 20)).isEqualTo(500);
        assertThat(integral(rate, 25)).isEqualTo(1_000);
        assertThat(integral(rate, 100)).isEqualTo(1_500);
    }

    @Test
    void steps() {
        Shape rate = new Shape.Rate(50, List.of(new RateStage(TEN, 10), new RateStage(TEN, 20)), true, Duration.ZERO);
        Shape users = new Shape.TimedUsers(
                0, List.of(new UserStage(Duration.ZERO, 7), new UserStage(TEN, 3)), true, Duration.ZERO, TEN);

        assertThat(integral(rate, 15)).isEqualTo(200);
        assertThat(integral(users, 14)).isEqualTo(12);
        assertThat(Ramps.of(users).orElseThrow().users()).isTrue();
    }

    @Test
    void countedUsersUntilTheirEnd() {
        assertThat(integral(new Shape.CountedUsers(5, 1_000, Duration.ZERO, TEN), 30))
                .isEqualTo(100);
    }

    @Test
    void shapesWithoutLevel() {
        assertThat(Ramps.of(new Shape.Burst(10))).isEmpty();
        assertThat(Ramps.of(new Shape.Until(TEN, TEN))).isEmpty();
    }
}
