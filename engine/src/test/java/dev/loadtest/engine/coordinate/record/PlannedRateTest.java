package dev.loadtest.engine.coordinate.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.share.RateSchedule;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedRateTest {
    private static final List<Shape.RateStage> STAGES =
            List.of(new Shape.RateStage(Duration.ofSeconds(10), 100), new Shape.RateStage(Duration.ofSeconds(10), 50));

    @ParameterizedTest
    @CsvSource({
        "0, 60, 100", // Warm-up, at the mean of the first stage
        "4, 60, 100",
        "5, 20, 100",
        "10, 60, 100",
        "15, 100, 50",
        "20, 75, 50",
        "25, 0, 0",
        "99, 0, 0"
    })
    void rampsAndSteps(long seconds, double ramp, double step) {
        Duration elapsed = Duration.ofSeconds(seconds);
        assertThat(PlannedRate.at(new Shape.Rate(20, STAGES, false, Duration.ofSeconds(5)), elapsed))
                .isEqualTo(ramp);
        assertThat(PlannedRate.at(new Shape.Rate(20, STAGES, true, Duration.ofSeconds(5)), elapsed))
                .isEqualTo(step);
    }

    /** Its integral is the number of planned requests. */
    @Test
    void integralIsTheSchedule() {
        Shape.Rate rate = new Shape.Rate(20, STAGES, false, Duration.ZERO);
        double sum = 0;
        for (int milli = 0; milli < 20_000; milli++) {
            sum += PlannedRate.at(rate, Duration.ofMillis(milli)) / 1_000;
        }
        assertThat(sum).isCloseTo(RateSchedule.of(rate).total(), Offset.offset(1.0));
    }
}
