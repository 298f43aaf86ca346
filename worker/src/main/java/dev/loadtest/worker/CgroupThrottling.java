package dev.loadtest.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long the CPU quota has kept this process's control group from running, from {@code cpu.stat} of cgroup v2
 * ({@code throttled_usec}) or v1 ({@code throttled_time}, in nanoseconds). Without a quota, or without Linux: 0.
 */
final class CgroupThrottling {
    private final Path root;

    /** @param root where {@code proc} and {@code sys} lie */
    CgroupThrottling(Path root) {
        this.root = root;
    }

    long millis() {
        List<String> groups = lines(root.resolve("proc/self/cgroup"));
        return Stream.concat(groups.stream().flatMap(this::files), fallbacks())
                .filter(Files::isReadable)
                .findFirst()
                .map(CgroupThrottling::millis)
                .orElse(0L);
    }

    /** A line is {@code 0::/path} in v2, {@code 4:cpu,cpuacct:/path} in v1. */
    private Stream<Path> files(String line) {
        String[] fields = line.split(":", 3);
        if (fields.length < 3) {
            return Stream.empty();
        }
        String group = fields[2].replaceFirst("^/+", "");
        if (fields[1].isEmpty()) {
            return Stream.of(root.resolve("sys/fs/cgroup").resolve(group).resolve("cpu.stat"));
        }
        if (List.of(fields[1].split(",")).contains("cpu")) {
            return Stream.of(fields[1], "cpu").map(controller -> root.resolve("sys/fs/cgroup")
                    .resolve(controller)
                    .resolve(group)
                    .resolve("cpu.stat"));
        }
        return Stream.empty();
    }

    /** Within a container the process's own group is often mounted as the root, whatever its path is outside. */
    private Stream<Path> fallbacks() {
        return Stream.of("cpu.stat", "cpu/cpu.stat", "cpu,cpuacct/cpu.stat")
                .map(name -> root.resolve("sys/fs/cgroup").resolve(name));
    }

    private static long millis(Path file) {
        for (String line : lines(file)) {
            if (line.startsWith("throttled_usec ")) {
                return number(line) / 1_000;
            }
            if (line.startsWith("throttled_time ")) {
                return number(line) / 1_000_000;
            }
        }
        return 0;
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // No such file where there is no cgroup: then nothing throttles.
            return List.of();
        }
    }
}
