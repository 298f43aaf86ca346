package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A target that freezes, of which it is known exactly what an open model must measure. It serves one request after the
 * other, needs a share rho of its time for them, and once stands still for D in a schedule of T. A request that is due x
 * after the freeze began waits D - x, and while the target catches up a little longer, so that the q-th percentile of all
 * response times is D - (1 - q) T (1 - rho).
 */
class StallOracleTest {
    private static final double RHO = 0.05;
    private static final int PER_SECOND = 1_000;
    private static final long SERVICE_NANOS = (long) (RHO * 1e9 / PER_SECOND);
    private static final double STALL = 0.5;
    private static final double LENGTH = 20;
    private static final long STALL_FROM = 7_000_000_000L;
    private static final long STALL_TO = STALL_FROM + (long) (STALL * 1e9);

    /** More requests are due during the freeze than there are connections: they are held, none is skipped. */
    @ParameterizedTest
    @CsvSource({"1, 1000, 0", "1, 10, 450", "3, 400, 0", "3, 10, 400"})
    void responseTimesFollowSchedule(int workers, int connections, long leastHeld) {
        RunResult result = run(workers, connections);
        Books.Entry books = result.totals().books().kind(Kind.TRACKED);

        assertThat(books.succeeded()).isEqualTo((long) (PER_SECOND * LENGTH));
        assertThat(books.response().p99()).isCloseTo(micros(0.99), within(0.99));
        assertThat(books.response().p999()).isCloseTo(micros(0.999), within(0.999));
        assertThat(books.response().max()).isCloseTo(micros(1), within(1));
        assertThat(books.response().p50()).isLessThan(1_000);
        assertThat(books.held().count()).isGreaterThanOrEqualTo(leastHeld);
        assertThat(books.late()).as("the freeze is the target's").isZero();
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
    }

    /** Service times show the freeze only for one request per connection, as a closed model would. */
    @ParameterizedTest
    @CsvSource({"10", "50"})
    void serviceTimesHideStall(int connections) {
        Books.Entry books = run(1, connections).totals().books().kind(Kind.TRACKED);

        assertThat(books.service().max()).isCloseTo(micros(1), within(1));
        assertThat(books.service().p99()).isLessThan(20_000);
    }

    private static RunResult run(int workers, int connections) {
        LoadPlan plan = plan().get("ok")
                .phase(phase("steady", "ok")
                        .shape(new Shape.Rate(
                                PER_SECOND,
                                List.of(new Shape.RateStage(Duration.ofSeconds((long) LENGTH), PER_SECOND)),
                                false,
                                Duration.ZERO)))
                .build();
        AtomicReference<VirtualRun> run = new AtomicReference<>();
        long[] free = {0};
        run.set(new VirtualRun(plan, workers, connections, request -> {
            long now = run.get().loop().nanos();
            free[0] = served(Math.max(now, free[0]));
            return new Answer(free[0] - now, 200, "ok");
        }));
        return run.get().start().finish();
    }

    /** End of a request whose turn comes at an instant. */
    private static long served(long from) {
        long end = from + SERVICE_NANOS;
        return from < STALL_TO && end > STALL_FROM ? STALL_TO + SERVICE_NANOS : end;
    }

    private static long micros(double q) {
        return Math.round(1e6 * (STALL - (1 - q) * LENGTH * (1 - RHO)));
    }

    /** One per cent, or 5 ms where that is more. */
    private static Offset<Long> within(double q) {
        return Offset.offset(Math.max(5_000, micros(q) / 100));
    }
}
