package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class BehaviourTest {
    private static final PlotServiceOptions DEFAULTS = PlotServiceOptions.defaults();

    @Test
    void forcedIsSlowerThanCached() {
        assertThat(DEFAULTS.latency(Operation.DRAW_FORCED)).isGreaterThan(DEFAULTS.latency(Operation.DRAW_CACHED));
        assertThat(DEFAULTS.latency(Operation.PROCESS_FORCED))
                .isGreaterThan(DEFAULTS.latency(Operation.PROCESS_CACHED));
    }

    @ParameterizedTest
    @EnumSource
    void delaysWithinJitter(Operation operation) {
        Behaviour behaviour = new Behaviour(DEFAULTS.withChance(0.5, 3).withLatency("draw", Duration.ofMillis(80)));
        double base = DEFAULTS.withLatency("draw", Duration.ofMillis(80))
                .latency(operation)
                .toMillis();
        for (int i = 0; i < 1_000; i++) {
            assertThat((double) behaviour.delayMillis(operation)).isBetween(base * 0.5 - 0.5, base * 1.5 + 0.5);
        }
    }

    @Test
    void failureRateZeroAndOne() {
        Behaviour never = new Behaviour(DEFAULTS);
        Behaviour always = new Behaviour(DEFAULTS.withFailureRate("draw", 1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(never.fails(Operation.DRAW_CACHED)).isFalse();
            assertThat(always.fails(Operation.DRAW_CACHED)).isTrue();
            assertThat(always.fails(Operation.HEALTH)).isFalse();
        }
    }

    @Test
    void keysSelectOperations() {
        assertThat(Operation.named("draw")).containsExactly(Operation.DRAW_CACHED, Operation.DRAW_FORCED);
        assertThat(Operation.named("draw-forced")).containsExactly(Operation.DRAW_FORCED);
        assertThatThrownBy(() -> Operation.named("dra")).hasMessageContaining("process-forced");
    }

    @Test
    void optionRanges() {
        assertThatThrownBy(() -> DEFAULTS.withFailureRate("health", 1.1))
                .hasMessageContaining("failure rate of health");
        assertThatThrownBy(() -> DEFAULTS.withLatency("login", Duration.ofMillis(-1)))
                .hasMessageContaining("latency of login");
        assertThatThrownBy(() -> DEFAULTS.withChance(Double.NaN, 1)).hasMessageContaining("jitter");
        assertThatThrownBy(() -> new Listener("a", 65_536, null)).hasMessageContaining("port");
        assertThatThrownBy(() -> DEFAULTS.withLimits(0, 1)).hasMessageContaining("maxHandles");
    }

    @ParameterizedTest
    @CsvSource({"300ms, 300", "1.5s, 1500", "2m, 120000", "0s, 0"})
    void durations(String text, long millis) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "-1s", "1 s", "1h30", "s", "1e3s", "9999999s"})
    void invalidDurations(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
