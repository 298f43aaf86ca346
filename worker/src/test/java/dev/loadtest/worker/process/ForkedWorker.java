package dev.loadtest.worker.process;

import dev.loadtest.control.session.WorkerEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A worker in a JVM of its own, killed after the test if it still runs. */
final class ForkedWorker implements AutoCloseable {
    private static final Pattern SERVES = Pattern.compile("serves on ports (\\d+) \\(control\\)");

    private final Process process;
    private final BufferedReader output;

    private ForkedWorker(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ForkedWorker start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                LoopbackWorkerMain.class.getName());
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ForkedWorker(builder.start());
    }

    /** Settings of a pod, with free ports. */
    static Map<String, String> environment(int graceSeconds) {
        return Map.of(
                WorkerEnvironment.OPERATOR_KEY, WorkerFixture.KEY.publicKey(),
                WorkerEnvironment.ALLOWED_TARGETS, "127.0.0.0/8",
                WorkerEnvironment.CONTROL_PORT, "0",
                WorkerEnvironment.METRICS_PORT, "0",
                WorkerEnvironment.COMPLETION_INDEX, "0",
                WorkerEnvironment.GRACE_SECONDS, String.valueOf(graceSeconds));
    }

    /** The control port, once it serves. */
    int port() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher serves = SERVES.matcher(line);
            if (serves.find()) {
                return Integer.parseInt(serves.group(1));
            }
        }
        throw new IOException("it ended before it served");
    }

    /** Sends SIGTERM through its handle, which leaves its output open. */
    void terminate() {
        process.toHandle().destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    /** Its remaining output, to the end. */
    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
