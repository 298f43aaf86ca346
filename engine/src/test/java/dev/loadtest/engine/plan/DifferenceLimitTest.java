package dev.loadtest.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loadtest.engine.plan.DifferenceLimit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceLimitTest {

    @ParameterizedTest
    @CsvSource({
        "p99 <= +5%, PERCENT, 5",
        "p99.9 < +0.5%, PERCENT, 0.5",
        "p50 <= -10 %, PERCENT, -10",
        "mean <= +20ms, MICROS, 20000",
        "mean >= -1.5ms, MICROS, -1500",
        "failures <= +0.5%, POINTS, 0.5",
        "failures < +0%, POINTS, 0"
    })
    void bounds(String expr, Unit unit, double bound) {
        DifferenceLimit limit = DifferenceLimit.parse(expr);

        assertThat(limit.unit()).isEqualTo(unit);
        assertThat(limit.bound()).isEqualTo(bound);
        assertThat(limit.expr()).isEqualTo(expr);
    }

    @Test
    void labelsAreThoseOfAThreshold() {
        DifferenceLimit limit =
                DifferenceLimit.parse("p95{request=draw,phase=load,variant=cached,kind=tracked} <= +5%");

        assertThat(limit.labels())
                .isEqualTo(Threshold.parse("p95{request=draw,phase=load,variant=cached,kind=tracked} < 1s", false)
                        .labels());
        assertThat(limit.comparison()).isEqualTo(Threshold.Comparison.AT_MOST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p99 <= 5% | \"p99\" is compared with a difference, which begins with its sign: percent of the base or a"
                        + " duration, such as +5% or +20ms, not \"5%\"",
                "p99 <= | begins with its sign",
                "p99 <= +5 | \"p99\" cannot be compared with \"+5\": write percent of the base or a duration",
                "failures <= +5 | \"failures\" cannot be compared with \"+5\": write points of the sent requests",
                "failures <= +5ms | write points of the sent requests, such as +0.5%",
                "p98 <= +5% | no metric is named \"p98\": one of p50, p90",
                "meen <= +5% | no metric is named \"meen\" (did you mean \"mean\"?)",
                "max <= +5% | use p99.9",
                "rps >= -5% | \"rps\" cannot be compared",
                "count >= -5% | \"count\" cannot be compared",
                "p99 == +5% | no difference is exactly \"==\" a value: one of < <= > >=",
                "p99{journey=visit} <= +5% | the label \"journey\" cannot be compared",
                "p99{time=service} <= +5% | the label \"time=service\" cannot be compared",
                "p99{reqest=x} <= +5% | no label is named \"reqest\" (did you mean \"request\"?)",
                "{} | a limit reads metric{label=value} op difference"
            })
    void errorsSayWhatToWrite(String expr, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferenceLimit.parse(expr))
                .withMessageContaining(sentence);
    }
}
