import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Makes the cache of loaded and linked classes that an image starts from: a process is
 * started once, as its image will, on the image's own Java, does what it usually does, and is ended. Without the cache the
 * image works as well, with more memory and a slower start.
 */
final class AotCache {
    private static final String ARCHIVE = "tar://";
    /** The cache is written when the process has ended. */
    private static final Duration WRITING = Duration.ofSeconds(120);
    /** Of all files in an image; a cache knows its archives by size and time. */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

    private final Path folder;
    private final Path log;
    private final Path output;
    private final Path java;
    private final String classPath;

    /** Whether one can be made: it fits one Java alone, so for a base image from elsewhere there is none. */
    static boolean fits(String[] arguments) throws IOException {
        Files.createDirectories(Path.of(arguments[3]).toAbsolutePath().getParent());
        return arguments[0].startsWith(ARCHIVE);
    }

    /**
     * @param arguments the base image as tar://FOLDER/base.tar, the module's archive, its class path, whose folder of
     *     classes comes first, and the file to write
     */
    static AotCache of(String[] arguments) throws IOException, InterruptedException {
        Path base = Path.of(arguments[0].substring(ARCHIVE.length())).toAbsolutePath();
        Path jar = Path.of(arguments[1]).toAbsolutePath();
        List<Path> libraries = Pattern.compile(File.pathSeparator)
                .splitAsStream(arguments[2])
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        return new AotCache(base, jar, libraries, Path.of(arguments[3]).toAbsolutePath());
    }

    private AotCache(Path base, Path jar, List<Path> libraries, Path output) throws IOException, InterruptedException {
        this.output = output;
        folder = jar.resolveSibling("aot");
        log = folder.resolve("training.log");
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
        Files.setLastModifiedTime(to, TIME);
        return to.toString();
    }

    /** Where training may leave files. */
    Path folder() {
        return folder;
    }

    /** Starts the process that is trained, with what of the image's flags a cache depends on. */
    Process start(List<String> flags, String main, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:AOTCacheOutput=" + output));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Files.deleteIfExists(output);
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
        if (!ended || !Files.exists(output)) {
            throw new IllegalStateException("no AOT cache was made: " + said());
        }
        System.out.println("AOT cache: " + Files.size(output) + " bytes");
    }

    /** Runs a program to its end. */
    static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}
