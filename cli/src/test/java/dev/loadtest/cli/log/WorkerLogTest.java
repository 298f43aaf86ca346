package dev.loadtest.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.log.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerLogTest {
    @Test
    void sampledByIndex() {
        WorkerLog log = new WorkerLog(3, 8);
        assertThat(LongStream.range(0, 10).filter(log::takes)).containsExactly(0L, 3L, 6L, 9L);
    }

    @Test
    void fullRingDropsTheNewest() {
        WorkerLog log = new WorkerLog(1, 4);
        LongStream.range(0, 6).forEach(k -> log.add(LineWriterTest.request(k)));
        assertThat(log.dropped()).isEqualTo(2);
        assertThat(all(log)).containsExactly(0L, 1L, 2L, 3L);
        log.add(LineWriterTest.request(9));
        assertThat(all(log)).containsExactly(9L);
    }

    /** What one thread adds, another one takes, in order; what it does not take was counted. */
    @Test
    @Timeout(60)
    void twoThreads() {
        WorkerLog log = new WorkerLog(1, 16);
        long requests = 20_000;
        CompletableFuture<Void> adding = CompletableFuture.runAsync(
                () -> LongStream.range(0, requests).forEach(k -> log.add(LineWriterTest.request(k))));
        List<Long> taken = new ArrayList<>();
        while (!adding.isDone()) {
            taken.addAll(all(log));
            Thread.yield();
        }
        adding.join();
        taken.addAll(all(log));
        assertThat(taken).isSorted().doesNotHaveDuplicates();
        assertThat(taken.size() + log.dropped()).isEqualTo(requests);
    }

    private static List<Long> all(WorkerLog log) {
        List<Long> all = new ArrayList<>();
        for (LoggedRequest next = log.take(); next != null; next = log.take()) {
            all.add(next.place().k());
        }
        return all;
    }
}
