package dev.loadtest.engine.coordinate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The clock of a worker on another machine. */
class WorkerLinkTest {
    private static final long MILLI = 1_000_000;

    private final VirtualLoop loop = new VirtualLoop();
    private long ahead = 700 * MILLI;
    private long wayNanos = 2 * MILLI;
    private final WorkerLink link = new WorkerLink(worker(), loop, new Ignoring());

    private Worker worker() {
        return (Worker) Proxy.newProxyInstance(
                Worker.class.getClassLoader(),
                new Class<?>[] {Worker.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "index" -> 0;
                    case "standing" -> answer(wayNanos, () -> new WorkerStanding("one", false, 0));
                    case "clockNanos" -> answer(wayNanos, () -> loop.nanos() + ahead);
                    case "report" -> answer(((Duration) arguments[2]).toNanos(), WorkerLinkTest::nothing);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** There and back it takes the same time. */
    private <T> CompletionStage<T> answer(long afterNanos, java.util.function.Supplier<T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.at(loop.nanos() + afterNanos, () -> {
            T value = what.get();
            loop.at(loop.nanos() + wayNanos, () -> answer.complete(value));
        });
        return answer;
    }

    private static WorkerReport nothing() {
        return new WorkerReport(
                0,
                List.of(),
                new Timeline(),
                0,
                0,
                0,
                Resends.NONE,
                TokenRequests.NONE,
                GeneratorFaults.NONE,
                HostHealth.UNKNOWN,
                PauseState.NONE,
                "",
                List.of());
    }

    private void pass(long millis) {
        loop.runUntil(loop.nanos() + millis * MILLI);
    }

    private void meet() {
        link.meet(standing -> link.poll());
        pass(1_000);
    }

    @Test
    void driftIsMeasuredAgain() {
        meet();
        assertThat(link.clock().toWorker(0)).isEqualTo(700 * MILLI);

        ahead += 90 * MILLI;
        pass(40_000);

        assertThat(link.clock().toWorker(0)).isEqualTo(790 * MILLI);
        assertThat(link.clock().toCoordinator(790 * MILLI)).isZero();
    }

    @Test
    void lessExactReadingIsIgnored() {
        meet();

        ahead += 3 * MILLI;
        wayNanos = 20 * MILLI;
        pass(40_000);

        assertThat(link.clock().toWorker(0)).isEqualTo(700 * MILLI);
        assertThat(link.clock().roundTripNanos()).isEqualTo(4 * MILLI);
    }

    private static final class Ignoring implements WorkerLink.Listener {
        @Override
        public void reported(WorkerLink link, WorkerReport report) {}

        @Override
        public void lost(WorkerLink link, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void superseded(SupersededException how) {
            throw how;
        }
    }
}
