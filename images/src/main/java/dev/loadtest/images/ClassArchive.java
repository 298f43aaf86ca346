package dev.loadtest.images;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes the archive of loaded and linked classes that an image starts from, out of a committed list of classes. The same
 * list, jars and Java give the same bytes, wherever and however often it is made, so that images are reproducible. Without
 * the archive the image works as well, with more memory and a slower start.
 *
 * <p>usage: {@code java -Dflags="FLAG ..." ClassArchive.java tar://FOLDER/base.tar JAR CLASSPATH LIST OUTPUT}
 */
final class ClassArchive {
    private static final String BASE = "tar://";
    /** Of all files in an image; an archive knows its jars by size and time. */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));
    /** The header, whose checksums differ where anything does; a JVM does not check them unless it is asked to. */
    private static final int HEADER = 4096;
    /** A checksum's bytes in the header, and those of a long beyond it. */
    private static final int CHECKSUM = 4;

    /** More differences than clocks make: the archive is not reproducible, and something else is wrong. */
    private static final int MAX_DIFFERENCES = 1 << 14;

    /** Those of the image's flags that an archive must be made with to be used with them. */
    private static final List<String> FLAGS = Pattern.compile(" ")
            .splitAsStream(System.getProperty("flags", ""))
            .filter(flag -> !flag.isEmpty())
            .toList();

    private final Path home;

    /** @param home where Java and the jars lie while the archive is made; it is written into the archive */
    private ClassArchive(Path home) {
        this.home = home;
    }

    public static void main(String[] arguments) throws Exception {
        Path output = Path.of(arguments[4]).toAbsolutePath();
        Files.createDirectories(output.getParent());
        if (!arguments[0].startsWith(BASE)) {
            return; // An archive fits one Java alone: for a base image from elsewhere there is none.
        }
        Path base = Path.of(arguments[0].substring(BASE.length())).toAbsolutePath();
        Path layer = output.resolveSibling("layer.tar");
        run("tar", "-C", output.getParent().toString(), "-xf", base.toString(), "layer.tar");
        Path home = home(sha256(layer));
        try (FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Released with the channel.
            channel.lock();
            Path unpacked = home.resolve("unpacked");
            if (!Files.exists(unpacked)) {
                run("tar", "-C", home.toString(), "-xf", layer.toString(), "./opt/java");
                Files.createFile(unpacked);
            }
            new ClassArchive(home).make(Path.of(arguments[1]), arguments[2], Path.of(arguments[3]), output);
        } finally {
            Files.deleteIfExists(layer);
        }
    }

    /**
     * A folder of the same name on every machine, since paths are written into the archive: by what lies in it, so that it
     * may stay, and for this user alone.
     */
    private static Path home(String digest) throws IOException {
        Path home = Path.of("/tmp", "loadtest-image-" + digest.substring(0, 16));
        try {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(home, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"));
            if (!ours) {
                throw new IOException(home + " belongs to another user: remove it", e);
            }
        }
        return home;
    }

    private void make(Path jar, String classPath, Path list, Path output) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        Path app = home.resolve("app");
        delete(app);
        paths.add(copy(jar.toAbsolutePath(), app.resolve("classpath")));
        for (String library : classPath.split(Pattern.quote(File.pathSeparator))) {
            if (Files.isRegularFile(Path.of(library))) {
                paths.add(copy(Path.of(library), app.resolve("libs")));
            }
        }
        Path second = output.resolveSibling("second.jsa");
        dump(paths, list, output);
        dump(paths, list, second);
        unify(output, second);
        Files.delete(second);
        delete(app);
        System.out.println("class archive: " + Files.size(output) + " bytes");
    }

    private static String copy(Path file, Path folder) throws IOException {
        Path to = Files.createDirectories(folder).resolve(file.getFileName());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(to, TIME);
        return to.toString();
    }

    private void dump(List<String> paths, Path list, Path to) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("opt/java/bin/java").toString()));
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+AOTClassLinking",
                // Objects in the archive contain the number of processors, which differs between build machines.
                "-XX:ActiveProcessorCount=2",
                // Random hashes let a bin of a HashMap overflow in one dump and not in the next, and the archive tells
                // which calls were made: HashMap.treeifyBin was among them or not.
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=3",
                "-Xshare:dump",
                "-Xlog:disable",
                "-XX:SharedClassListFile=" + list.toAbsolutePath(),
                "-XX:SharedArchiveFile=" + to,
                "-cp",
                String.join(File.pathSeparator, paths)));
        run(command.toArray(String[]::new));
    }

    /**
     * Clears what differs between two archives of the same: times at which soft references were made, as whole words, and
     * the checksums over them.
     */
    private static void unify(Path file, Path other) throws IOException {
        byte[] first = Files.readAllBytes(file);
        byte[] second = Files.readAllBytes(other);
        if (first.length != second.length) {
            throw new IOException("two archives of the same classes differ in size: " + first.length + " and "
                    + second.length + " bytes");
        }
        int differences = 0;
        try (RandomAccessFile patched = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < first.length; i++) {
                if (first[i] == second[i]) {
                    continue;
                }
                int word = i < HEADER ? CHECKSUM : Long.BYTES;
                int start = i - i % word;
                patched.seek(start);
                patched.write(new byte[word]);
                i = start + word - 1;
                differences++;
            }
        }
        if (differences > MAX_DIFFERENCES) {
            throw new IOException("two archives of the same classes differ in " + differences + " words");
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The locale decides which classes Java loads at its start, and other variables may be options.
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var files = Files.walk(tree)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
