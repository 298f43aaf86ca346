package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Traffic;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First byte and bytes of a whole run; the fake target answers its first byte at half time, and counts 100 and 50 bytes. */
class FirstByteTest {
    private static final int MILLI = 1_000_000;

    private static RunResult run(LoadPlan plan, int workers, Function<PreparedRequest, Fate> target) {
        return new VirtualRun(plan, workers, 50, target).start().finish();
    }

    private static Books.Entry tracked(RunResult result) {
        return result.totals().books().kind(Kind.TRACKED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void workersAddUp(int workers) {
        LoadPlan plan = plan().get("get").phase(phase("p", "get").burst(40)).build();
        RunResult result = run(plan, workers, request -> new Answer(10 * MILLI, 200, "12345"));

        assertThat(tracked(result).firstByte().count()).isEqualTo(40);
        assertThat(tracked(result).firstByte().p50()).isEqualTo(5_000);
        assertThat(tracked(result).firstByte().max()).isEqualTo(5_000);
        assertThat(tracked(result).service().max()).isEqualTo(10_000);
        assertThat(tracked(result).traffic()).isEqualTo(new Traffic(40 * 100, 40 * 55));
        assertThat(result.totals().requests().get("get"))
                .isEqualTo(result.totals().books());
        assertThat(result.histograms())
                .extracting(RunResult.HistogramEntry::clock)
                .containsExactly(Threshold.Time.RESPONSE, Threshold.Time.SERVICE, Threshold.Time.FIRST_BYTE);
    }

    @Test
    void timeoutWithoutByte() {
        LoadPlan plan = plan().get("get").phase(phase("p", "get")).build();
        RunResult result = run(plan, 1, request -> new Silence());

        assertThat(tracked(result).timeouts()).isEqualTo(1);
        assertThat(tracked(result).firstByte().max()).isEqualTo(30_000_000);
        assertThat(tracked(result).traffic()).isEqualTo(new Traffic(100, 0));
    }

    @Test
    void timeoutAfterFirstByte() {
        LoadPlan plan = plan().get("get").phase(phase("p", "get")).build();
        RunResult result = run(plan, 1, request -> new Answer(40_000L * MILLI, 200, ""));

        assertThat(tracked(result).timeouts()).isEqualTo(1);
        assertThat(tracked(result).firstByte().max()).isEqualTo(20_000_000);
        assertThat(tracked(result).traffic()).isEqualTo(new Traffic(100, 50));
    }

    @Test
    void errorHasBytesOnly() {
        LoadPlan plan = plan().get("get").phase(phase("p", "get")).build();
        RunResult result = run(plan, 1, request -> new Failure(MILLI, ErrorCause.RESET));

        assertThat(tracked(result).firstByte().count()).isZero();
        assertThat(tracked(result).traffic()).isEqualTo(new Traffic(100, 0));
    }

    @Test
    void thresholds() {
        LoadPlan plan = plan().get("get")
                .phase(phase("p", "get").burst(4))
                .threshold("max{time=firstByte} < 6ms", false)
                .threshold("p50{time=firstByte,request=get} < 5ms", false)
                .threshold("max{time=service} < 6ms", false)
                .build();
        RunResult result = run(plan, 2, request -> new Answer(10 * MILLI, 200, ""));

        assertThat(result.thresholds())
                .extracting(RunResult.ThresholdResult::result)
                .containsExactly(
                        RunResult.ThresholdResult.Result.PASSED,
                        RunResult.ThresholdResult.Result.FAILED,
                        RunResult.ThresholdResult.Result.FAILED);
        assertThat(result.thresholds().get(1).value()).isEqualTo(5_000);
    }
}
