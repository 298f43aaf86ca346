package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which thread ran on the generators' core at which time, from the kernel's record of context switches. */
final class CoreTimeline {
    private static final Pattern SWITCH =
            Pattern.compile("(\\d+)\\.(\\d{9}): .*==> next_comm=(.+) next_pid=(\\d+) next_prio=.*");
    private static final String SETTLING_SECONDS = "0.5";

    private final List<Turn> turns;

    private CoreTimeline(List<Turn> turns) {
        this.turns = turns;
    }

    /**
     * A thread as the kernel knows it.
     *
     * @param id 0 while the core is idle
     * @param name the first 15 letters of the Java thread's name
     */
    record Holder(long id, String name) {}

    /** The thread that runs on the core from an instant until the next turn. */
    private record Turn(long nanos, Holder holder) {}

    /** A recording in progress. */
    record Recording(Process perf, Path data) {
        /** Ends the recording and reads it. */
        CoreTimeline stop() throws IOException, InterruptedException {
            try {
                // SIGINT, on which perf writes its data and exits.
                new ProcessBuilder("kill", "-INT", Long.toString(perf.pid()))
                        .start()
                        .waitFor();
                perf.waitFor(1, TimeUnit.MINUTES);
                return read(data);
            } finally {
                perf.destroyForcibly();
                Files.deleteIfExists(data);
            }
        }
    }

    /**
     * Starts a recording on the monotonic clock, which {@link System#nanoTime} reads; perf itself runs on the target's
     * core.
     */
    static Recording record() throws IOException, InterruptedException {
        Path data = Files.createTempFile("loadtest-bench", ".perf");
        Process perf = new ProcessBuilder(
                        "taskset",
                        "-c",
                        Cores.TARGET,
                        "perf",
                        "record",
                        "-q",
                        "-e",
                        "sched:sched_switch",
                        "-C",
                        Cores.GENERATOR,
                        "-k",
                        "CLOCK_MONOTONIC",
                        "-m",
                        "8M",
                        "-o",
                        data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // perf does not report when it has started.
        new ProcessBuilder("sleep", SETTLING_SECONDS).start().waitFor();
        return new Recording(perf, data);
    }

    private static CoreTimeline read(Path data) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("perf", "script", "-i", data.toString(), "--ns", "-F", "time,trace")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Turn> turns = new ArrayList<>();
        try (var lines = script.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = SWITCH.matcher(line.strip());
                if (matcher.matches()) {
                    turns.add(new Turn(
                            Long.parseLong(matcher.group(1)) * 1_000_000_000 + Long.parseLong(matcher.group(2)),
                            new Holder(Long.parseLong(matcher.group(4)), matcher.group(3))));
                }
            }
        }
        script.waitFor();
        if (turns.isEmpty()) {
            throw new IOException("perf recorded no switch of core " + Cores.GENERATOR);
        }
        return new CoreTimeline(turns);
    }

    /** Nanoseconds of each thread on the core between two instants. */
    Map<Holder, Long> between(long from, long to) {
        Map<Holder, Long> times = new HashMap<>();
        for (int i = turnAt(from); i < turns.size() && turns.get(i).nanos() < to; i++) {
            long begin = Math.max(from, turns.get(i).nanos());
            long end = i + 1 < turns.size() ? Math.min(to, turns.get(i + 1).nanos()) : to;
            times.merge(turns.get(i).holder(), end - begin, Long::sum);
        }
        return times;
    }

    /** The turn that contains an instant, by binary search. */
    private int turnAt(long nanos) {
        int low = 0;
        int high = turns.size();
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (turns.get(middle).nanos() <= nanos) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
