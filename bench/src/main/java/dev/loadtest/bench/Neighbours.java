package dev.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** CPU use by other processes, measured while no generator runs. */
final class Neighbours {
    private static final String LOOK_SECONDS = "1";
    private static final double QUIET = 0.05;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private double worst;

    /** Takes one second. */
    void look() throws IOException, InterruptedException {
        long[] before = times();
        // Waits for the end of a process, so that nothing of ours runs meanwhile.
        new ProcessBuilder("sleep", LOOK_SECONDS).start().waitFor(1, TimeUnit.MINUTES);
        long[] after = times();
        long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        long idle = after[IDLE] + after[WAITING] - before[IDLE] - before[WAITING];
        worst = Math.max(worst, all == 0 ? 0 : 1 - (double) idle / all);
    }

    String sentence() {
        return String.format(
                "%s: between the rounds others used up to %.0f %% of its cores",
                worst <= QUIET ? "The machine was quiet" : "**The machine was not quiet**", worst * 100);
    }

    /** user, nice, system, idle, iowait, irq, softirq and steal over all cores, in ticks. */
    private static long[] times() throws IOException {
        String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        return Arrays.stream(all.split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
