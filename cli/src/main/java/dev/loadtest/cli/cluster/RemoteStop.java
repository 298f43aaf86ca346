package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ClusterApi;
import dev.loadtest.cli.cluster.api.ClusterProblem;
import dev.loadtest.cli.display.OneLine;
import java.util.function.Consumer;

/** Sets {@code spec.stop} of a LoadTest, from a signal. */
final class RemoteStop {
    private final ClusterApi api;
    private final String name;
    private final Consumer<String> notice;

    RemoteStop(ClusterApi api, String name, Consumer<String> notice) {
        this.api = api;
        this.name = name;
        this.notice = notice;
    }

    /** Does not block: the API server may be away for a while. */
    void stop(String reason) {
        notice.accept("stopping: " + reason + "; waiting for " + name
                + " to end in the cluster (Ctrl-C leaves it to end by itself)");
        Thread.ofVirtual().name("stop").start(this::stopNow);
    }

    private void stopNow() {
        try {
            api.patch(name, "{\"stop\":true}");
        } catch (ClusterProblem e) {
            notice.accept("it could not be stopped, and goes on: " + OneLine.of(e.sentence()));
        }
    }
}
