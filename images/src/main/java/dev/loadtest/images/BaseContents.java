package dev.loadtest.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the base image is made of, said as scanners expect it: the host's os-release, the package data of the libraries
 * copied from it, and a CycloneDX bill of materials with the Java runtime and these packages.
 */
final class BaseContents {
    /** A component of the bill. */
    private record Component(String type, String name, String version, String purl, String supplier) {}

    private final Path root;
    private final Map<String, String> os;
    private final List<Component> components = new ArrayList<>();

    /** @param root of the image's files; the Java runtime already lies in opt/java */
    BaseContents(Path root) throws IOException {
        this.root = root;
        this.os = properties(Path.of("/etc/os-release"));
    }

    /**
     * Writes os-release, and for each library the data of the package that owns it.
     *
     * @param libraries their paths on this machine
     */
    void describe(Set<Path> libraries) throws IOException, InterruptedException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        if (Files.exists(Path.of("/etc/os-release"))) {
            Files.copy(Path.of("/etc/os-release").toRealPath(), etc.resolve("os-release"));
        }
        Map<String, String> java = properties(root.resolve("opt/java/release"));
        String version = java.getOrDefault("JAVA_RUNTIME_VERSION", java.getOrDefault("JAVA_VERSION", "unknown"));
        components.add(
                new Component("platform", "openjdk", version, "pkg:generic/openjdk@" + encoded(version), vendor()));
        if (Files.isExecutable(Path.of("/usr/bin/dpkg-query"))) {
            for (String name : owners(libraries)) {
                describePackage(name);
            }
        }
    }

    private static String vendor() {
        return System.getProperty("java.vendor", "unknown");
    }

    private static Set<String> owners(Set<Path> libraries) throws IOException, InterruptedException {
        Set<String> owners = new TreeSet<>();
        for (Path library : libraries) {
            // A package may name its files by /lib or by /usr/lib, which are one folder.
            String real = library.toRealPath().toString();
            for (String path : new TreeSet<>(List.of(library.toString(), real, real.replaceFirst("^/usr", "")))) {
                BaseImage.run("dpkg-query", "-S", path)
                        .lines()
                        .filter(line -> line.endsWith(": " + path) && !line.startsWith("dpkg-query"))
                        .map(line -> line.substring(0, line.length() - path.length() - 2))
                        .forEach(owners::add);
            }
        }
        return owners;
    }

    /** As images without a package manager have it: a file a package in status.d, and its copyright. */
    private void describePackage(String qualified) throws IOException, InterruptedException {
        String status = BaseImage.run("dpkg-query", "-s", qualified);
        String name = qualified.replaceFirst(":.*", "");
        Path folder = Files.createDirectories(root.resolve("var/lib/dpkg/status.d"));
        Files.writeString(folder.resolve(name), status);
        Path copyright = Path.of("/usr/share/doc", name, "copyright");
        if (Files.exists(copyright)) {
            Path copy = root.resolve(copyright.toString().substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(copyright.toRealPath(), copy);
        }
        String version = field(status, "Version");
        String distribution = os.getOrDefault("ID", "linux");
        components.add(new Component(
                "library",
                name,
                version,
                "pkg:deb/" + distribution + "/" + name + "@" + encoded(version) + "?arch="
                        + field(status, "Architecture") + "&distro=" + distribution + "-"
                        + os.getOrDefault("VERSION_ID", "unknown"),
                field(status, "Maintainer").replaceFirst(" <.*", "")));
    }

    /** Writes the bill into the image, at usr/share/sbom, and beside its archive. */
    void writeBill(Path beside) throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add("{\"type\": \"operating-system\", \"name\": %s, \"version\": %s}"
                .formatted(quoted(os.getOrDefault("ID", "linux")), quoted(os.getOrDefault("VERSION_ID", "unknown"))));
        for (Component component : components) {
            entries.add(
                    "{\"type\": %s, \"name\": %s, \"version\": %s, \"purl\": %s, \"bom-ref\": %s, \"supplier\": {\"name\": %s}}"
                            .formatted(
                                    quoted(component.type),
                                    quoted(component.name),
                                    quoted(component.version),
                                    quoted(component.purl),
                                    quoted(component.purl),
                                    quoted(component.supplier)));
        }
        String bill = """
                {
                  "bomFormat": "CycloneDX",
                  "specVersion": "1.6",
                  "version": 1,
                  "metadata": {"component": {"type": "container", "name": "loadtest-base"}},
                  "components": [
                    %s
                  ]
                }
                """.formatted(String.join(",\n    ", entries));
        Path folder = Files.createDirectories(root.resolve("usr/share/sbom"));
        Files.writeString(folder.resolve("base.cdx.json"), bill);
        Files.writeString(beside, bill);
    }

    private static String field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("unknown");
    }

    /** Lines of {@code NAME=value} or {@code NAME="value"}. */
    private static Map<String, String> properties(Path file) throws IOException {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(lines);
            }
        }
        Map<String, String> values = new TreeMap<>();
        read.forEach((name, value) -> values.put((String) name, ((String) value).replaceAll("^\"|\"$", "")));
        return values;
    }

    private static String encoded(String version) {
        return version.replace("%", "%25").replace("+", "%2B").replace(":", "%3A");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
