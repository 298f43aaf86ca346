package dev.loadtest.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.VirtualRun;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WorkerLedgerTest {
    private static final LoadPlan PLAN = PlanFixture.plan()
            .get("health")
            .phase(PhaseFixture.phase("first", "health").burst(10))
            .phase(PhaseFixture.phase("second", "health").burst(5))
            .phase(PhaseFixture.phase("sanity", "health")
                    .shape(new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1))))
            .phase(PhaseFixture.phase("day", "health").shape(PlanFixture.constant(10_000, Duration.ofHours(24))))
            .get("other")
            .phase(PhaseFixture.phase("mixed", "health", "other")
                    .shape(PlanFixture.constant(1_000, Duration.ofMinutes(20))))
            .phase(PhaseFixture.phase("hurried", "health").timeout(Duration.ofMillis(1)))
            .build();

    private final VirtualLoop loop = new VirtualLoop();
    private final WorkerEngine engine = new WorkerEngine(
            PLAN,
            loop,
            loop.nanos(),
            Transports.only(new FakeTransport(loop, 100, VirtualRun.answering(3, 200))),
            new NoResources(),
            PlainReaders.NONE,
            (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
            () -> HostHealth.UNKNOWN);

    private void fire(String caseId) {
        engine.fire(new FireOrder(caseId, 0, 1, loop.nanos(), Map.of()));
        loop.runUntil(loop.nanos() + 1_000_000_000);
    }

    private Tally ledger() {
        return engine.ledger().tally("health", Kind.TRACKED);
    }

    @Test
    void keepsClosedCases() {
        fire("first");
        engine.forget(List.of("first"));
        assertThat(ledger().entry().succeeded()).isEqualTo(10);

        fire("second");

        assertThat(ledger().entry().succeeded()).isEqualTo(15);
        assertThat(ledger().entry().response().count()).isEqualTo(15);
        assertThat(engine.report(0, 0).shares()).extracting(ShareReport::caseId).containsExactly("second");
    }

    @Test
    void sendAfterStopIsFiledUnderItsReason() {
        engine.stop("workerLost");
        fire("first");

        assertThat(ledger().entry().notSent()).containsExactly(Map.entry("workerLost", 10L));
    }

    @Test
    void untilAfterStopIsFiledUnderItsReason() {
        engine.stop("workerLost");
        fire("sanity");

        assertThat(ledger().entry().planned()).isEqualTo(1);
        assertThat(ledger().entry().notSent()).containsExactly(Map.entry("workerLost", 1L));
    }

    @Test
    void stopOfLongRateFilesEveryRequest() {
        fire("day");
        long sent = ledger().entry().sent();

        engine.stop("stopped");

        assertThat(sent).isBetween(9_000L, 10_001L);
        assertThat(ledger().entry().notSent()).containsExactly(Map.entry("stopped", 864_000_000L - sent));
    }

    /** A day of such a rate takes seconds to count: the loop must hear and send meanwhile. */
    @Test
    void stoppedMixIsCountedInSteps() {
        fire("mixed");
        long sent = engine.ledger().sent(Kind.TRACKED);
        engine.stop("stopped");
        assertThat(engine.ledger().notSent(Kind.TRACKED)).isZero();
        boolean[] between = {false};
        loop.at(loop.nanos(), () -> between[0] = engine.ledger().notSent(Kind.TRACKED) == 0);

        loop.runUntil(loop.nanos() + 1_000_000_000);

        assertThat(between[0]).isTrue();
        assertThat(engine.ledger().notSent(Kind.TRACKED)).isEqualTo(1_200_000 - sent);
        assertThat(engine.ledger().planned(Kind.TRACKED)).isEqualTo(1_200_000);
        assertThat(engine.report(0, 0).shares().getFirst().closed()).isTrue();
    }

    @Test
    void successAfterCaseTimeoutCounts() {
        fire("hurried");

        ShareReport share = engine.report(0, 0).shares().getFirst();
        assertThat(share.timedOut()).isTrue();
        assertThat(ledger().entry().succeeded()).isEqualTo(1);
        assertThat(share.failures()).isEmpty();
    }
}
