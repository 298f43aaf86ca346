package dev.loadtest.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "0, -",
        "1, 1us",
        "999, 999us",
        "1000, 1.00ms",
        "9994, 9.99ms",
        "9996, 10.0ms",
        "12345, 12.3ms",
        "99951, 100ms",
        "999499, 999ms",
        "999500, 1.00s",
        "12345678, 12.3s",
        "600000000, 600s"
    })
    void latencies(long micros, String text) {
        assertThat(Columns.latency(micros)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0%", "33.9, 33%", "99.99, 99%", "100, 100%", "101, 100%"})
    void progressIsRoundedDown(double progress, String text) {
        assertThat(Columns.percent(progress)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, -", "0.5, 0.50", "12.34, 12.3", "1234.5, 1235"})
    void rates(double rate, String text) {
        assertThat(Columns.perSecond(rate)).isEqualTo(text);
    }
}
