package dev.loadtest.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Instants at which a worker wakes up for a rate, on a loop without other tasks. */
class RatePacingTest {
    private static final long GRAIN = SequenceGenerator.GRAIN_NANOS;

    private final VirtualLoop loop = new VirtualLoop();
    private final List<Long> sent = new ArrayList<>();

    /** When each request went out, from the start of the phase. */
    private List<Long> sent(double perSecond, Duration length, int worker, int workers) {
        long start = loop.nanos();
        FakeTransport transport = new FakeTransport(loop, 10_000, request -> {
            sent.add(loop.nanos() - start);
            return new FakeTransport.Silence();
        });
        run(transport, PlanFixture.constant(perSecond, length), worker, workers, length);
        return sent;
    }

    private void run(FakeTransport transport, Shape shape, int worker, int workers, Duration length) {
        LoadPlan plan = PlanFixture.plan()
                .get("health")
                .phase(PhaseFixture.phase("p", "health").shape(shape))
                .build();
        long start = loop.nanos();
        WorkerEngine engine = new WorkerEngine(
                plan,
                loop,
                start,
                Transports.only(transport),
                new NoResources(),
                PlainReaders.NONE,
                (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                () -> HostHealth.UNKNOWN);
        engine.fire(new FireOrder("p", worker, workers, start, Map.of()));
        loop.runUntil(start + length.toNanos());
    }

    /** How many connections were opened to a quick target, where opening one takes the loop as long as six requests are apart. */
    private int opened(Shape shape) {
        FakeTransport[] transport = new FakeTransport[1];
        int[] opened = {0};
        transport[0] = new FakeTransport(loop, 400, request -> {
            if (transport[0].opened() > opened[0]) {
                opened[0]++;
                loop.starve(120_000);
            }
            return new FakeTransport.Answer(50_000, 200, "");
        });
        run(transport[0], shape, 0, 1, Duration.ofMillis(500));
        assertThat(transport[0].sent()).hasSize(5_000);
        return opened[0];
    }

    private static List<Long> due(double perSecond, long requests) {
        return LongStream.range(0, requests)
                .mapToObj(k -> Math.round(k * 1e9 / perSecond))
                .toList();
    }

    @Test
    void sparseRateIsExact() {
        assertThat(sent(20_000, Duration.ofMillis(100), 0, 1)).isEqualTo(due(20_000, 2_000));
    }

    @Test
    void sparseShareOfDenseRateIsExact() {
        List<Long> every = due(100_000, 1_000);

        assertThat(sent(100_000, Duration.ofMillis(10), 3, 10))
                .isEqualTo(LongStream.range(0, 100)
                        .mapToObj(i -> every.get((int) (3 + 10 * i)))
                        .toList());
    }

    @Test
    void denseRateIsWithinOneGrain() {
        List<Long> due = due(100_000, 1_000);

        List<Long> sent = sent(100_000, Duration.ofMillis(10), 0, 1);

        assertThat(sent).hasSize(due.size());
        for (int k = 0; k < due.size(); k++) {
            assertThat(sent.get(k) - due.get(k)).as("request %d", k).isBetween(0L, GRAIN - 1);
        }
        assertThat(sent.stream().distinct().count())
                .as("how often it woke up")
                .isLessThanOrEqualTo(Duration.ofMillis(10).toNanos() / GRAIN + 1);
    }

    @Test
    void lateRateReadsBeforeItConnects() {
        assertThat(opened(PlanFixture.constant(50_000, Duration.ofMillis(100)))).isLessThan(20);
    }

    @Test
    void burstOpensEveryAllowedConnection() {
        assertThat(opened(new Shape.Burst(5_000))).isEqualTo(400);
    }
}
