package dev.loadtest.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the base of all other images, without a registry: a Java runtime of the JDK that runs this, cut down by
 * jlink to what the images need, and the host's C library that it links to. No shell, no package manager, nobody but uid
 * 65532. Needs Linux with glibc; elsewhere the build takes a base image from a registry ({@code -Dimages.base}).
 *
 * <p>usage: {@code java BaseImage.java tar://FOLDER/base.tar}; the file has the form of {@code docker save}. An image of
 * another name is taken as it is, and nothing is made.
 */
final class BaseImage {
    /** What the operator, the worker and the demo service use, and the platform's optional parts that they look for. */
    private static final String MODULES = String.join(
            ",",
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.xml",
            "jdk.management",
            "jdk.unsupported");

    /** The first with compact object headers for everybody, and with caches of classes made in one step. */
    private static final int JAVA = 25;

    private static final int USER = 65532;
    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");
    /** The C library opens these by name, when a host is looked up. */
    private static final List<String> OPENED_BY_NAME =
            List.of("libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

    /** Of these a failure is an answer: not a dynamic program, a file of no package. */
    private static final Set<String> MAY_FAIL = Set.of("ldd", "dpkg-query");

    private static final String ARCHIVE = "tar://";

    private final Path archive;
    private final Path folder;
    private final Path root;

    private BaseImage(Path archive) {
        this.archive = archive;
        this.folder = archive.resolveSibling("base");
        this.root = folder.resolve("root");
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            fail("usage: java BaseImage.java tar://FOLDER/base.tar");
        }
        if (Runtime.version().feature() < JAVA) {
            fail("images are made by a JDK " + JAVA + " or newer, and the newest one found is " + Runtime.version());
        }
        if (!arguments[0].startsWith(ARCHIVE)) {
            return;
        }
        if (!System.getProperty("os.name").equals("Linux")) {
            fail("a base image can be made on Linux only; name one of a registry by -Dimages.base=IMAGE");
        }
        new BaseImage(Path.of(arguments[0].substring(ARCHIVE.length())).toAbsolutePath()).make();
    }

    private static void fail(String why) {
        System.err.println("base image: " + why);
        System.exit(1);
    }

    private void make() throws IOException, InterruptedException {
        if (Files.exists(archive)) {
            return;
        }
        delete(folder);
        Files.createDirectories(root.resolve("opt"));
        link(root.resolve("opt/java"));
        archiveClasses(root.resolve("opt/java"));
        BaseContents contents = new BaseContents(root);
        contents.describe(copyLibraries());
        contents.writeBill(archive.resolveSibling("base.cdx.json"));
        writeAccounts();
        pack();
        delete(folder);
    }

    /**
     * Links the runtime. jlink orders its plugins by their identity hashes, which decides whether classes that it
     * generates keep an attribute for debuggers. With equal hashes every build has the same order, and the same image.
     */
    private static void link(Path to) throws IOException, InterruptedException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            fail("this JDK has no jlink");
        }
        run(
                jlink.toString(),
                "-J-XX:+UnlockExperimentalVMOptions",
                "-J-XX:hashCode=2",
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-6",
                "--output",
                to.toString());
    }

    /** The archive of the platform's own classes, for a quicker start; jlink makes it for headers that no image has. */
    private static void archiveClasses(Path java) throws IOException, InterruptedException {
        run(java.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xshare:dump");
    }

    /** @return the libraries by their paths on this machine */
    private Set<Path> copyLibraries() throws IOException, InterruptedException {
        Set<Path> libraries = new TreeSet<>();
        Path java = root.resolve("opt/java");
        try (Stream<Path> files = Files.walk(java)) {
            List<Path> programs = files.filter(Files::isRegularFile)
                    .filter(file -> file.endsWith("bin/java") || file.toString().endsWith(".so"))
                    .toList();
            for (Path program : programs) {
                linkedBy(program).filter(library -> !library.startsWith(java)).forEach(libraries::add);
            }
        }
        if (libraries.isEmpty()) {
            fail("the runtime links to no C library that ldd knows; name a base image by -Dimages.base=IMAGE");
        }
        for (Path library : List.copyOf(libraries)) {
            OPENED_BY_NAME.stream()
                    .map(library::resolveSibling)
                    .filter(Files::exists)
                    .forEach(libraries::add);
        }
        for (Path library : libraries) {
            Path copy = root.resolve(library.toString().substring(1));
            Files.createDirectories(copy.getParent());
            if (!Files.exists(copy)) {
                Files.copy(library.toRealPath(), copy);
            }
        }
        return libraries;
    }

    private static Stream<Path> linkedBy(Path program) throws IOException, InterruptedException {
        Matcher matcher = LIBRARY.matcher(run("ldd", program.toString()));
        List<Path> libraries = new ArrayList<>();
        while (matcher.find()) {
            libraries.add(Path.of(matcher.group(1)).normalize());
        }
        return libraries.stream();
    }

    private void writeAccounts() throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "nonroot:x:" + USER + ":" + USER + ":nonroot:/tmp:/sbin/nologin\n");
        Files.writeString(etc.resolve("group"), "nonroot:x:" + USER + ":\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
        Path tmp = Files.createDirectories(root.resolve("tmp"));
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** One layer, the same bytes each time that the same files go in. */
    private void pack() throws IOException, InterruptedException {
        Path image = Files.createDirectories(folder.resolve("image"));
        Path layer = image.resolve("layer.tar");
        run(
                "tar",
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mtime=@0",
                "-C",
                root.toString(),
                "-cf",
                layer.toString(),
                ".");
        String config = """
                {"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z",
                "config":{"User":"%d:%d","WorkingDir":"/tmp","Env":["PATH=/opt/java/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8","HOME=/tmp"]},
                "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"1970-01-01T00:00:00Z"}]}
                """.formatted(architecture(), USER, USER, sha256(layer));
        Files.writeString(image.resolve("config.json"), config);
        Files.writeString(image.resolve("manifest.json"), """
                [{"Config":"config.json","RepoTags":["loadtest-base:local"],"Layers":["layer.tar"]}]
                """);
        Path unfinished = folder.resolve("base.tar.part");
        run(
                "tar",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mode=0644",
                "--mtime=@0",
                "-C",
                image.toString(),
                "-cf",
                unfinished.toString(),
                "config.json",
                "layer.tar",
                "manifest.json");
        Files.move(unfinished, archive);
    }

    static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 && !MAY_FAIL.contains(command[0])) {
            fail(String.join(" ", command) + " failed: " + said);
        }
        return said;
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
