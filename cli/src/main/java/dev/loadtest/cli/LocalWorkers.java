package dev.loadtest.cli;

import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.Resources;
import java.nio.file.Path;
import java.util.List;

/** The workers of a run in this process, each on a loop of its own, and the coordinator's loop. */
final class LocalWorkers implements AutoCloseable {
    private LocalWorkers() {}

    static LocalWorkers start(LoadPlan plan, Resources resources, Path output) {
        throw new UnsupportedOperationException("no transport yet: " + plan.name() + resources + output);
    }

    List<Worker> workers() {
        throw new UnsupportedOperationException();
    }

    Loop loop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
