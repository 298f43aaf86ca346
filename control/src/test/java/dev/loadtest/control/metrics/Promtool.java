package dev.loadtest.control.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checks. */
public final class Promtool {
    private Promtool() {}

    /** Complaints about names, types and help of metrics; empty without any. */
    public static String checkMetrics(String text) throws IOException, InterruptedException {
        Path input = Files.createTempFile("metrics", ".txt");
        try {
            Files.writeString(input, text);
            return run(input, "check", "metrics");
        } finally {
            Files.delete(input);
        }
    }

    /** Complaints about a file of rules; empty without any. */
    public static String checkRules(Path file) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), "check", "rules", file.toString());
    }

    /** Failures of a file of tests for rules; empty without any. */
    public static String testRules(Path file) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), "test", "rules", file.toString());
    }

    private static String run(Path input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "exit status " + process.exitValue() + ": " + said;
    }
}
