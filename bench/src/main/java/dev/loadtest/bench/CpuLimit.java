package dev.loadtest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group with a CPU quota (cgroup v1 or v2) for one process; needs root. */
final class CpuLimit implements AutoCloseable {
    private static final long PERIOD_MICROS = 100_000;

    private final Path group;
    private final long pid;
    private final double cores;

    private CpuLimit(Path group, long pid, double cores) {
        this.group = group;
        this.pid = pid;
        this.cores = cores;
    }

    /** @param cores the quota in cores, at least 0.01 */
    static CpuLimit of(long pid, double cores) throws IOException {
        Path first = Path.of("/sys/fs/cgroup/cpu");
        boolean old = Files.isDirectory(first);
        Path group = (old ? first : Path.of("/sys/fs/cgroup")).resolve("loadtest-bench-" + pid);
        Files.createDirectory(group);
        long quota = Math.round(cores * PERIOD_MICROS);
        if (old) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        return new CpuLimit(group, pid, cores);
    }

    @Override
    public String toString() {
        return "a CPU limit of " + cores + " cores";
    }

    /** Removes the limit from the process. */
    @Override
    public void close() {
        try {
            Path parent = group.resolveSibling("cgroup.procs");
            Files.writeString(parent, Long.toString(pid));
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
