package dev.loadtest.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Busy processes that compete for one core, for at most two minutes. */
final class Spinners implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    static Spinners on(String core, int count) throws IOException {
        Spinners spinners = new Spinners();
        for (int i = 0; i < count; i++) {
            spinners.processes.add(
                    new ProcessBuilder("timeout", "120", "taskset", "-c", core, "sh", "-c", "while :; do :; done")
                            .start());
        }
        return spinners;
    }

    @Override
    public String toString() {
        return processes.size() + " busy neighbours on its core";
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
