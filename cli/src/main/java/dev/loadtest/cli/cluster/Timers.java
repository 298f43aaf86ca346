package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.follow.Later;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Timers of a command; none fires once they are closed. */
final class Timers implements Later, AutoCloseable {
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("timers").daemon().factory());

    @Override
    public void after(Duration delay, Runnable task) {
        var unused = threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
