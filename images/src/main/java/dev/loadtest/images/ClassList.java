package dev.loadtest.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Records the classes that a process uses, for the {@link ClassArchive} of its image: it is started once, as its image will,
 * on the image's own Java, does what it usually does, and is ended. The list is committed, since two recordings need not
 * agree and two images must; what a later change loads besides is loaded from the jars.
 */
final class ClassList {
    private static final String ARCHIVE = "tar://";
    /** The list is complete when the process has ended. */
    private static final Duration WRITING = Duration.ofSeconds(120);
    /** Resolved entries of constant pools, which differ from one recording to the next. */
    private static final String RESOLVED = "@cp ";

    private final Path folder;
    private final Path log;
    private final Path output;
    private final Path recorded;
    private final Path java;
    private final String classPath;

    /**
     * @param arguments the base image as tar://FOLDER/base.tar, the module's archive, its class path, whose folder of
     *     classes comes first, and the file to write
     */
    static ClassList of(String[] arguments) throws IOException, InterruptedException {
        Path base = Path.of(arguments[0].substring(ARCHIVE.length())).toAbsolutePath();
        Path jar = Path.of(arguments[1]).toAbsolutePath();
        List<Path> libraries = Pattern.compile(File.pathSeparator)
                .splitAsStream(arguments[2])
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        return new ClassList(base, jar, libraries, Path.of(arguments[3]).toAbsolutePath());
    }

    private ClassList(Path base, Path jar, List<Path> libraries, Path output) throws IOException, InterruptedException {
        this.output = output;
        folder = jar.resolveSibling("classes-recorded");
        log = folder.resolve("training.log");
        recorded = folder.resolve("recorded.classes");
        Path root = Files.createDirectories(folder.resolve("root"));
        Path image = Files.createDirectories(folder.resolve("image"));
        run("tar", "-C", image.toString(), "-xf", base.toString(), "layer.tar");
        run("tar", "-C", root.toString(), "-xf", image.resolve("layer.tar").toString(), "./opt/java");
        java = root.resolve("opt/java/bin/java");
        List<String> paths = new ArrayList<>();
        paths.add(copy(jar, "classpath"));
        for (Path library : libraries) {
            paths.add(copy(library, "libs"));
        }
        classPath = String.join(File.pathSeparator, paths);
    }

    private String copy(Path file, String where) throws IOException {
        Path to = Files.createDirectories(folder.resolve("app").resolve(where)).resolve(file.getFileName());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        return to.toString();
    }

    /** Where training may leave files. */
    Path folder() {
        return folder;
    }

    /** Starts the process that is recorded. */
    Process start(List<String> flags, String main, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(java.toString(), "-Xshare:off", "-XX:DumpLoadedClassList=" + recorded));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Files.deleteIfExists(recorded);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** What the process has said so far. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** Waits for something that the process does within 20 seconds; fails with its log where it does not. */
    void await(Process process, BooleanSupplier done) throws IOException, InterruptedException {
        for (int i = 0; i < 100 && process.isAlive(); i++) {
            if (done.getAsBoolean()) {
                return;
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        throw new IllegalStateException("training did not get far enough: " + said());
    }

    /** Ends the process, which then writes the cache. */
    void end(Process process) throws IOException, InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(WRITING.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        if (!ended || !Files.exists(recorded)) {
            throw new IllegalStateException("no list of classes was recorded: " + said());
        }
        try (Stream<String> lines = Files.lines(recorded)) {
            List<String> sorted = lines.filter(line -> !line.startsWith("#") && !line.startsWith(RESOLVED))
                    // Of a class loader of its own: no archive can hold these.
                    .filter(line -> !line.contains(" source: "))
                    .map(line -> line.replaceFirst(" id: .*", ""))
                    // Classes before what refers to them.
                    .sorted(Comparator.comparing((String line) -> line.startsWith("@"))
                            .thenComparing(line -> line))
                    .toList();
            Files.write(output, sorted);
            System.out.println(output + ": " + sorted.size() + " lines");
        }
    }

    /** Runs a program to its end. */
    static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
