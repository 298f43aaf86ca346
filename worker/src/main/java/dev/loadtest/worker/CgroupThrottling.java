package dev.loadtest.worker;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Time for which the CPU quota throttled this process's control group, from {@code cpu.stat} of cgroup v2 ({@code
 * throttled_usec}) or v1 ({@code throttled_time}, in nanoseconds). Without a quota, or without Linux: 0.
 */
final class CgroupThrottling {
    private static final String USEC = "throttled_usec ";
    private static final String NANOS = "throttled_time ";
    private static final int LONGEST = 64 * 1024;

    private final Path root;
    private volatile @Nullable Statistics last;

    /** @param root folder of {@code proc} and {@code sys} */
    CgroupThrottling(Path root) {
        this.root = root;
    }

    /** @param groups the process's control groups when the file was searched */
    private record Statistics(String groups, Path file) {}

    /** Called twice a second, possibly on a sender's core: two short reads once the file is found. */
    long millis() {
        String groups = text(root.resolve("proc/self/cgroup"));
        Statistics known = last;
        if (known == null || !known.groups().equals(groups)) {
            known = file(groups).map(file -> new Statistics(groups, file)).orElse(null);
            last = known;
        }
        return known == null ? 0 : millis(text(known.file()));
    }

    private Optional<Path> file(String groups) {
        return Stream.concat(groups.lines().flatMap(this::files), fallbacks())
                .filter(Files::isReadable)
                .findFirst();
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

    /** In a container the process's own group is often mounted as the root, whatever its path outside. */
    private Stream<Path> fallbacks() {
        return Stream.of("cpu.stat", "cpu/cpu.stat", "cpu,cpuacct/cpu.stat")
                .map(name -> root.resolve("sys/fs/cgroup").resolve(name));
    }

    private static long millis(String statistics) {
        int usec = statistics.indexOf(USEC);
        if (usec >= 0) {
            return number(statistics, usec + USEC.length()) / 1_000;
        }
        int nanos = statistics.indexOf(NANOS);
        return nanos < 0 ? 0 : number(statistics, nanos + NANOS.length()) / 1_000_000;
    }

    private static long number(String text, int from) {
        int end = text.indexOf('\n', from);
        try {
            return Long.parseLong(text, from, end < 0 ? text.length() : end, 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Without cgroups there is no such file, and no throttling.
            return "";
        }
    }
}
