package dev.loadtest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process that takes commands on standard input, one a line, and answers each with a line; it stays warm in
 * between. A generator answers {@code result REQUESTS CPU_NANOS WALL_NANOS ALLOCATED_BYTES FAILURES}.
 */
final class JvmProcess implements AutoCloseable {
    /** Indexes of fields after the program's name in {@code /proc/PID/stat}, from 0; see proc(5). */
    private static final int SYSTEM_TIME = 12;

    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final BufferedReader output;

    private JvmProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param cores list of cores in the syntax of taskset */
    static JvmProcess start(String cores, String classPath, List<String> options, String main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                cores,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new JvmProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    Measured command(String line) throws IOException {
        double system = systemSeconds();
        String[] parts = ask(line, "result ").split(" ");
        return new Measured(
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]) / 1e9,
                systemSeconds() - system,
                Long.parseLong(parts[3]) / 1e9,
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }

    /** System time so far; the JDK reports only user and system time together. */
    private double systemSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[SYSTEM_TIME]) / TICKS_PER_SECOND;
    }

    /** Sends a line and waits for the first answer with that prefix. */
    String ask(String line, String prefix) throws IOException {
        tell(line);
        return await(prefix);
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String await(String prefix) throws IOException {
        String answer = output.readLine();
        while (answer != null && !answer.startsWith(prefix)) {
            answer = output.readLine();
        }
        if (answer == null) {
            throw new IOException("the process has ended before it said: " + prefix);
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
        }
    }
}
