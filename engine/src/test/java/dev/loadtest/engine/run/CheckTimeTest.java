package dev.loadtest.engine.run;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.check.TextPattern;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reading a body takes is not the target's time. */
class CheckTimeTest {
    private static final long ANSWER = 10_000_000;
    private static final long CHECK = 70_000_000;

    private final VirtualLoop loop = new VirtualLoop();

    /** Takes its time to match anything. */
    private final class SlowPattern implements TextPattern {
        @Override
        public int reach() {
            return 1;
        }

        @Override
        public boolean matches(String text) {
            return isIn(new byte[0]);
        }

        @Override
        public boolean isIn(byte[] text) {
            loop.starve(CHECK);
            return true;
        }

        @Override
        public @Nullable String firstGroup(byte[] text) {
            return null;
        }
    }

    @Test
    void clockStopsBeforeReading() {
        Expectation slow = new Expectation(Expectation.SUCCESS.status(), List.of(), List.of(), null, "x");
        LoadPlan plan = plan().expecting("get", slow).phase(phase("p", "get")).build();
        BodyReaders plain = PlainReaders.NONE;
        WorkerEngine engine = new WorkerEngine(
                plan,
                loop,
                loop.nanos(),
                Transports.only(new FakeTransport(loop, 1, request -> new FakeTransport.Answer(ANSWER, 200, "x"))),
                new NoResources(),
                new BodyReaders(plain.json(), plain.scans(), regex -> new SlowPattern(), plain.codings()),
                (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                () -> HostHealth.UNKNOWN);
        engine.fire(new FireOrder("p", 0, 1, loop.nanos(), Map.of()));
        loop.runUntil(loop.nanos() + 1_000_000_000);

        Tally tally = engine.ledger().tally("get", Kind.TRACKED);
        assertThat(tally.succeeded()).isEqualTo(1);
        assertThat(tally.service().maxMicros()).isEqualTo(ANSWER / 1_000);
        assertThat(tally.response().maxMicros()).isEqualTo(ANSWER / 1_000);
    }
}
