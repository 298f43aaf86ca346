package dev.loadtest.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./loadtest} as a child process, connected to the cluster by a kubeconfig. */
final class Cli implements AutoCloseable {
    private static final long LONGEST_MINUTES = 5;

    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private final List<String> lines = new ArrayList<>();

    private Cli(Process process, Path err) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = err;
    }

    /** @param folder where it works, and its standard error goes */
    static Cli start(Path kubeconfig, Path folder, String... words) {
        // If the tests run in a shell's background, Ctrl-C is ignored in all descendants; this resets it.
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
        command.add(Kubernetes.file("loadtest").toString());
        command.addAll(List.of(words));
        Path err = folder.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        try {
            return new Cli(builder.start(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads standard output until so many lines were printed in all. */
    void awaitLines(int count) {
        while (lines.size() < count) {
            if (!readLine()) {
                throw new AssertionError("only " + lines + "\n" + err());
            }
        }
    }

    private boolean readLine() {
        try {
            String line = out.readLine();
            if (line != null) {
                lines.add(line);
            }
            return line != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void interrupt() {
        Command.run("kill", List.of("-INT", Long.toString(process.pid()))).ok();
    }

    /** Waits for its end and returns its exit status. */
    int end() {
        boolean more = true;
        while (more) {
            more = readLine();
        }
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("it does not end: " + lines + "\n" + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Standard output so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
