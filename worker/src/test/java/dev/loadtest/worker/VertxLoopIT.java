package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.loop.Loop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class VertxLoopIT {

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Test
    void threadPerWorker() throws Exception {
        try (WorkerHost host = WorkerHost.start(5)) {
            Set<Thread> threads = new HashSet<>();
            for (VertxLoop loop : host.loops()) {
                CompletableFuture<Thread> thread = new CompletableFuture<>();
                loop.execute(() -> thread.complete(Thread.currentThread()));
                threads.add(get(thread));
                assertThat(loop.eventLoop()).isSameAs(loop.context().nettyEventLoop());
            }
            assertThat(threads).hasSize(5);
        }
    }

    @Test
    void orderAfterException() throws Exception {
        try (WorkerHost host = WorkerHost.start(1)) {
            VertxLoop loop = host.loops().getFirst();
            List<Integer> ran = new ArrayList<>();
            CompletableFuture<String> done = new CompletableFuture<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                loop.execute(() -> ran.add(number));
            }
            loop.execute(() -> {
                throw new IllegalStateException("thrown by a test");
            });
            loop.execute(() -> done.complete("done"));
            get(done);
            assertThat(ran).hasSize(100).isSorted();
        }
    }

    @Test
    void timersAreNeverEarly() throws Exception {
        try (WorkerHost host = WorkerHost.start(1)) {
            VertxLoop loop = host.loops().getFirst();
            List<Long> lateness = new ArrayList<>();
            CompletableFuture<String> done = new CompletableFuture<>();
            long start = loop.nanos() + 10_000_000;
            for (int i = 0; i < 200; i++) {
                // Instants that are not whole milliseconds apart.
                long due = start + i * 1_700_333L;
                loop.at(due, () -> {
                    lateness.add(loop.nanos() - due);
                    if (lateness.size() == 200) {
                        done.complete("done");
                    }
                });
            }
            get(done);
            assertThat(lateness).allMatch(nanos -> nanos >= 0);
        }
    }

    @Test
    void cancelledTimer() throws Exception {
        try (WorkerHost host = WorkerHost.start(1)) {
            VertxLoop loop = host.loops().getFirst();
            List<String> ran = new ArrayList<>();
            CompletableFuture<String> done = new CompletableFuture<>();
            loop.execute(() -> {
                long now = loop.nanos();
                Loop.Timer timer = loop.at(now + 20_000_000, () -> ran.add("cancelled"));
                loop.at(now + 1_000_000, timer::cancel);
                loop.at(now + 30_000_000, () -> done.complete("done"));
            });
            get(done);
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void exactTimer() throws Exception {
        assertThat(whilePolling((timer, ran) -> ran.add("before"))).containsExactly("before", "exact");
    }

    @Test
    void cancelledExactTimer() throws Exception {
        assertThat(whilePolling((timer, ran) -> timer.cancel())).isEmpty();
    }

    /**
     * Does something 10 ms before an exact timer is due, while the loop polls for it. If the loop stood still until
     * the timer was due, the order of the two is not defined, and another round follows.
     *
     * @return what ran, the timer as {@code exact}
     */
    private static List<String> whilePolling(BiConsumer<Loop.Timer, List<String>> action) throws Exception {
        try (WorkerHost host = WorkerHost.start(1)) {
            VertxLoop loop = longAwake(host);
            for (int round = 0; round < 30; round++) {
                List<String> ran = new ArrayList<>();
                CompletableFuture<Boolean> inTime = new CompletableFuture<>();
                CompletableFuture<String> done = new CompletableFuture<>();
                loop.execute(() -> {
                    long due = loop.nanos() + 400_000_000;
                    Loop.Timer timer = loop.exactlyAt(due, () -> ran.add(loop.nanos() < due ? "early" : "exact"));
                    loop.at(due - 10_000_000, () -> {
                        action.accept(timer, ran);
                        inTime.complete(loop.nanos() < due);
                    });
                    loop.at(due + 1_000_000, () -> done.complete("done"));
                });
                get(done);
                if (get(inTime)) {
                    return ran;
                }
            }
        }
        throw new AssertionError("the loop stood still in each of 30 rounds");
    }

    /** A twentieth of 400 ms is spent polling, long enough for a test to hit it. */
    private static VertxLoop longAwake(WorkerHost host) {
        return new VertxLoop(host.loops().getFirst().context(), DescriptorBudget.ofProcess(), 1_000_000_000);
    }

    @Test
    void timeOfDay() {
        try (WorkerHost host = WorkerHost.start(1)) {
            long before = System.currentTimeMillis() * 1_000;
            long now = host.loops().getFirst().epochMicros();
            assertThat(now).isBetween(before, System.currentTimeMillis() * 1_000 + 1_000);
        }
    }
}
