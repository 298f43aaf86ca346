package dev.loadtest.cli.cluster.follow;

import java.time.Duration;

/** Runs tasks after a while, on a thread of its own. */
@FunctionalInterface
public interface Later {
    void after(Duration delay, Runnable task);
}
