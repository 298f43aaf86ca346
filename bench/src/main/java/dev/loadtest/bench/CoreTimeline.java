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

/** Which thread had the generators' core when, by the kernel's own record of its switches. */
final class CoreTimeline {
    private static final Pattern SWITCH =
            Pattern.compile("(\\d+)\\.(\\d{9}): .*==> next_comm=(.+) next_pid=(\\d+) next_prio=.*");
    private static final String SETTLING_SECONDS = "0.5";

    private final List<Turn> turns;

    private CoreTimeline(List<Turn> turns) {
        this.turns = turns;
    }

    /**
     * A thread of the kernel's.
     *
     * @param id 0 where the core sleeps
     * @param name as the kernel knows it: of what Java calls it the first 15 letters
     */
    record Holder(long id, String name) {}

    /** From an instant on a thread has the core, until the next turn begins. */
    private record Turn(long nanos, Holder holder) {}

    /** A record that is being made. */
    record Recording(Process perf, Path data) {
        /** Ends it, and reads it. */
        CoreTimeline stop() throws IOException, InterruptedException {
            try {
                // As by Ctrl-C: perf writes down what it has and ends.
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

    /** Begins a record, on the monotonic clock, which {@link System#nanoTime} tells; perf itself is on the target's core. */
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
        // It does not say when it has begun.
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

    /** How long each had the core between two instants, in nanoseconds. */
    Map<Holder, Long> between(long from, long to) {
        Map<Holder, Long> times = new HashMap<>();
        for (int i = turnAt(from); i < turns.size() && turns.get(i).nanos() < to; i++) {
            long begin = Math.max(from, turns.get(i).nanos());
            long end = i + 1 < turns.size() ? Math.min(to, turns.get(i + 1).nanos()) : to;
            times.merge(turns.get(i).holder(), end - begin, Long::sum);
        }
        return times;
    }

    /** The turn that an instant falls into, by halves. */
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
