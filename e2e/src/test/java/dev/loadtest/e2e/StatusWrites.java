package dev.loadtest.e2e;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import org.jspecify.annotations.Nullable;

/** Counts how often the status of a LoadTest changes. */
final class StatusWrites implements Watcher<LoadTest> {
    private @Nullable LoadTestStatus last;
    private long count;

    @Override
    public synchronized void eventReceived(Action action, LoadTest test) {
        if (last != null && !last.equals(test.getStatus())) {
            count++;
        }
        last = test.getStatus();
    }

    @Override
    public void onClose(WatcherException cause) {}

    synchronized long count() {
        return count;
    }
}
