package dev.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Times of a command from its call to its exit, with the class cache of the start script and without it. */
final class StartCost {
    private static final int ROUNDS = 11;

    private final Path script;
    private final Path folder;

    StartCost(Path script, Path folder) {
        this.script = script;
        this.folder = folder;
    }

    /** Seconds of one start; {@code cpu} is user and system time. */
    record Times(double wallSeconds, double cpuSeconds) {
        String wall() {
            return "%.2f s".formatted(wallSeconds);
        }

        String cpu() {
            return "%.2f s".formatted(cpuSeconds);
        }
    }

    record Row(String command, Times with, Times without) {}

    /** Medians over starts in which the two ways take turns. */
    Row of(String command, String... arguments) throws IOException, InterruptedException {
        // Java's own archive in place of the script's.
        String own = "-XX:SharedArchiveFile=" + Path.of(System.getProperty("java.home"), "lib/server/classes.jsa");
        List<Times> with = new ArrayList<>();
        List<Times> without = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            with.add(once("", arguments));
            without.add(once(own, arguments));
        }
        return new Row(command, median(with), median(without));
    }

    private static Times median(List<Times> times) {
        times.sort(Comparator.comparingDouble(Times::wallSeconds));
        double wall = times.get(times.size() / 2).wallSeconds();
        times.sort(Comparator.comparingDouble(Times::cpuSeconds));
        return new Times(wall, times.get(times.size() / 2).cpuSeconds());
    }

    private Times once(String options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%R %U %S'; time \"$@\" >/dev/null 2>&1 || echo failed",
                "bash",
                script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LOADTEST_JAVA_OPTS", options);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] seconds = said.strip().split("\\s+");
        if (seconds.length != 3) {
            throw new IOException("the command failed: " + String.join(" ", arguments) + ": " + said);
        }
        return new Times(
                Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
    }
}
