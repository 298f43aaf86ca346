package dev.loadtest.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged command line as a child process. */
public final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final StringBuilder seenErr = new StringBuilder();

    private Child(Process process) {
        this.process = process;
        this.out = reader(process.getInputStream());
        this.err = reader(process.getErrorStream());
    }

    static Child start(Path folder, String... arguments) throws IOException {
        return new Child(builder(folder, arguments).start());
    }

    /** A child with further variables of its environment. */
    public static Child start(Map<String, String> environment, Path folder, String... arguments) throws IOException {
        ProcessBuilder builder = builder(folder, arguments);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    /** A child whose standard output is a file. */
    static Child startInto(Path out, Path folder, String... arguments) throws IOException {
        return new Child(builder(folder, arguments).redirectOutput(out.toFile()).start());
    }

    /** A child with a limit of open files. */
    static Child startWithin(int descriptors, Path folder, String... arguments) throws IOException {
        ProcessBuilder builder = builder(folder, arguments);
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"));
        command.addAll(builder.command());
        return new Child(builder.command(command).start());
    }

    private static ProcessBuilder builder(Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        // If the build runs in a shell's background, Ctrl-C is ignored in all descendants; resets it.
        if (Files.isExecutable(Path.of("/usr/bin/env")) && isLinux()) {
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
        }
        Path jar = Path.of(System.getProperty("basedir", "."), "target", "loadtest.jar");
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                jar.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Reads standard output until a line starts with a text; returns that line. */
    public String awaitOut(String start) throws IOException {
        return await(out, start, new StringBuilder());
    }

    /** Reads standard error until a line starts with a text. */
    public void awaitErr(String start) throws IOException {
        await(err, start, seenErr);
    }

    private static String await(BufferedReader reader, String start, StringBuilder seen) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("no line starts with \"" + start + "\":\n" + seen);
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Stops the process for some seconds, like a frozen container or a paused machine. */
    void freeze(int seconds) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        new ProcessBuilder("sh", "-c", "kill -STOP " + pid + " && sleep " + seconds + "; kill -CONT " + pid)
                .start()
                .waitFor();
    }

    /** Waits for the first event-loop thread, which exists before anything is sent. Linux only. */
    void awaitEventLoop() throws IOException {
        while (threads().stream().noneMatch(name -> name.startsWith("vert.x"))) {
            if (!process.isAlive()) {
                throw new IOException("it has ended: " + rest(err));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("no event loop yet");
            }
            Thread.onSpinWait();
        }
    }

    /** Names of the threads it has at the moment; empty once it has ended. */
    private List<String> threads() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path task : tasks) {
                threadName(task).ifPresent(names::add);
            }
        } catch (IOException | DirectoryIteratorException ended) {
            return names;
        }
        return names;
    }

    /** Empty for a thread that has ended since it was listed: ENOENT before its file is opened, ESRCH after. */
    private static Optional<String> threadName(Path task) {
        try {
            return Optional.of(Files.readString(task.resolve("comm")));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** Closes standard output, like a reader that has seen enough. */
    void closeOut() throws IOException {
        process.getInputStream().close();
    }

    /** Reads the rest of its output and waits for its end. */
    public Ended end() throws Exception {
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> rest(err));
        String rest = rest(out);
        String restOfErrors = errors.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
        return new Ended(process.exitValue(), rest, seenErr + restOfErrors);
    }

    private static String rest(BufferedReader reader) {
        StringBuilder text = new StringBuilder();
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        } catch (IOException closed) {
            return text.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Exit status and the output not read before. */
    public record Ended(int status, String out, String err) {}
}
