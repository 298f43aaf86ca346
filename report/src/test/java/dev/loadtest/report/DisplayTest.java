package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Threshold.Unit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0         | 0 µs
            999       | 999 µs
            1000      | 1 ms
            12340     | 12.3 ms
            999999    | 1,000 ms
            1500000   | 1.5 s
            100000000 | 100 s
            125000000 | 2 min 05 s
            7200000000 | 2 h 00 min
            """)
    void microsWithFittingUnit(double micros, String text) {
        assertThat(Display.micros(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100 | 812 | 8.12× slower
            812 | 100 | 8.12× faster
            100 | 101 | same
            10  | 500 | 50× slower
            """)
    void ratios(double base, double value, String text) {
        assertThat(Comparison.change(base, value, "slower", "faster")).isEqualTo(text);
    }

    @Test
    void dashIfNothingMeasured() {
        assertThat(Display.micros(0, 0)).isEqualTo("–");
        assertThat(Display.percent(0, 0)).isEqualTo("–");
        assertThat(Comparison.change(0, 5, "slower", "faster")).isEmpty();
    }

    @Test
    void smallPercentages() {
        assertThat(Display.percent(1, 1_000_000)).isEqualTo("< 0.01 %");
        assertThat(Display.percent(0, 1_000_000)).isEqualTo("0 %");
        assertThat(Display.percent(1, 30)).isEqualTo("3.33 %");
        assertThat(Display.percent(1, 1)).isEqualTo("100 %");
    }

    @Test
    void thresholdUnits() {
        assertThat(Display.inUnit(Unit.COUNT, 1200)).isEqualTo("1,200");
        assertThat(Display.inUnit(Unit.PERCENT, 1.5)).isEqualTo("1.5 %");
        assertThat(Display.inUnit(Unit.PER_SECOND, 99.5)).isEqualTo("99.5 /s");
        assertThat(Display.counts(Map.of("held", 3L, "caseTimeout", 1200L))).isEqualTo("caseTimeout: 1,200, held: 3");
    }
}
