package dev.loadtest.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "p99 < 5s                                | Percentile[percentile=99.0] | BELOW     | 5000000 | MICROS",
                "p50<=300ms                              | Percentile[percentile=50.0] | AT_MOST   | 300000  | MICROS",
                "p90 < 1.5s                              | Percentile[percentile=90.0] | BELOW     | 1500000 | MICROS",
                "p95 < 250us                             | Percentile[percentile=95.0] | BELOW     | 250     | MICROS",
                "p99.9 < 1m30s                           | Percentile[percentile=99.9] | BELOW     | 9e7     | MICROS",
                "max != 2m                               | MAX                         | NOT_EQUAL | 1.2e8   | MICROS",
                "mean{request=health} < 0.5us            | MEAN                        | BELOW     | 0.5     | MICROS",
                "failures{kind=tracked} < 5%             | FAILURES                    | BELOW     | 5       | PERCENT",
                "failures<0.1 %                          | FAILURES                    | BELOW     | 0.1     | PERCENT",
                "failures == 0                           | FAILURES                    | EQUAL     | 0       | COUNT",
                "rps > 99.5                              | RPS                         | ABOVE     | 99.5    | PER_SECOND",
                "count >= 1000                           | COUNT                       | AT_LEAST  | 1000    | COUNT",
                "count{ }>=1                             | COUNT                       | AT_LEAST  | 1       | COUNT",
            })
    void reads(String expr, String metric, Threshold.Comparison comparison, double limit, Threshold.Unit unit) {
        Threshold threshold = Threshold.parse(expr, true);
        assertThat(threshold.metric()).hasToString(metric);
        assertThat(threshold.comparison()).isEqualTo(comparison);
        assertThat(threshold.limit()).isEqualTo(limit);
        assertThat(threshold.unit()).isEqualTo(unit);
        assertThat(threshold.expr()).isEqualTo(expr);
        assertThat(threshold.abort()).isTrue();
    }

    @Test
    void readsLabels() {
        assertThat(Threshold.parse(
                                " p99 { request = draw-valid, kind=fireAndForget ,phase=p,variant=v,time=service } < 1s ",
                                false)
                        .labels())
                .isEqualTo(new Threshold.Labels("draw-valid", Kind.FIRE_AND_FORGET, "p", "v", Threshold.Time.SERVICE));
        assertThat(Threshold.parse("p99{kind=tracked,time=response} < 1s", false)
                        .labels())
                .isEqualTo(new Threshold.Labels(null, Kind.TRACKED, null, null, Threshold.Time.RESPONSE));
        assertThat(Threshold.parse("p99{time=firstByte} < 1s", false).labels().time())
                .isEqualTo(Threshold.Time.FIRST_BYTE);
        assertThat(Threshold.parse("count < 1", false).labels())
                .isEqualTo(new Threshold.Labels(null, null, null, null, Threshold.Time.RESPONSE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | a threshold reads metric{label=value} op value",
                "< 5s                            | a threshold reads metric{label=value} op value",
                "{request=a} < 5s                | a threshold reads metric{label=value} op value",
                "p98 < 5s                        | no metric is named \"p98\": one of p50, p90, p95, p99, p99.9, max",
                "failure < 5%                    | no metric is named \"failure\" (did you mean \"failures\"?)",
                "latency < 5s                    | no metric is named \"latency\": one of p50, p90, p95, p99, p99.9, max, mean, failures, rps, count",
                "P99 < 5s                        | no metric is named \"P99\" (did you mean \"p99\"?)",
                "p99{reqest=a} < 5s              | no label is named \"reqest\" (did you mean \"request\"?)",
                "p99{status=200} < 5s            | no label is named \"status\": one of request, journey, kind, phase, variant, time",
                "p99{kind=unscored} < 5s         | no kind is named \"unscored\": one of tracked, fireAndForget",
                "p99{kind=fireandforget} < 5s    | no kind is named \"fireandforget\" (did you mean \"fireAndForget\"?)",
                "p99{time=servce} < 5s           | no time is named \"servce\" (did you mean \"service\"?)",
                "p99{time=ttfb} < 5s             | no time is named \"ttfb\": one of response, service, firstByte",
                "p99{time=firstbyte} < 5s        | no time is named \"firstbyte\" (did you mean \"firstByte\"?)",
                "p99{journey=a,time=firstByte} < 5s | a journey has no first byte; its steps have, by their requests",
                "count{time=service} < 5         | the label \"time\" is for latencies only, and \"count\" is none",
                "p99{request} < 5s               | \"request\" is not label=value",
                "p99{request=} < 5s              | \"request=\" is not label=value",
                "p99{=a} < 5s                    | \"=a\" is not label=value",
                "p99{request=a,} < 5s            | \"\" is not label=value",
                "p99{phase=a,phase=b} < 5s       | the label \"phase\" stands twice",
                "p99{request=a,journey=b} < 5s   | the labels \"request\" and \"journey\" exclude each other",
                "p99{request=a < 5s              | \"{\" is not closed by \"}\"",
                "p99                             | after \"p99\" a comparison is missing: one of < <= > >= == !=",
                "p99 5s                          | after \"p99\" a comparison is missing",
                "p99 = 5s                        | \"=\" is no comparison: one of < <= > >= == !=",
                "p99 =< 5s                       | \"=<\" is no comparison",
                "p99 <                           | the value that \"p99\" is compared with is missing",
                "p99 < 300                       | \"p99\" is compared with a duration: \"300\" is not a duration: write a number and a unit",
                "p99 < 5%                        | \"p99\" is compared with a duration",
                "p99 < 5s extra                  | \"p99\" is compared with a duration",
                "p99 < -5s                       | \"p99\" is compared with a duration",
                "failures < 101%                 | \"failures\" cannot be compared with \"101%\": a share is from 0% to 100%",
                "failures < x%                   | \"failures\" cannot be compared with \"x%\": a share is from 0% to 100%",
                "failures < 0.05                 | \"failures\" cannot be compared with \"0.05\": write a whole number of failures, or a share of the sent such as 5%",
                "failures < 5s                   | \"failures\" cannot be compared with \"5s\": write a whole number",
                "count < 5%                      | \"count\" cannot be compared with \"5%\": write a whole number of requests",
                "count < 0.5                     | \"count\" cannot be compared with \"0.5\": write a whole number of requests",
                "rps < 5/s                       | \"rps\" cannot be compared with \"5/s\": write requests a second as a number",
                "rps < NaN                       | \"rps\" cannot be compared with \"NaN\"",
            })
    void invalidTextIsExplained(String expr, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.parse(expr, false))
                .withMessageStartingWith(sentence);
    }
}
