package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of images with a registry run by the test. Needs no cluster. */
class ImagesE2E {
    private static final List<String> IMAGES =
            List.of("loadtest-operator", "loadtest-worker", "loadtest-demo", "loadtest-cli");
    private static final String TAG = System.getProperty("loadtest.version");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Set<String> NOT_COPIED = Set.of("target", ".git");

    @Test
    void pushedWithNamedBase(@TempDir Path sources, @TempDir Path blobs) throws IOException {
        copy(Kubernetes.file("."), sources);
        try (Registry registry = new Registry(blobs)) {
            build(sources, "-Dimages.repository=" + registry.host() + "/first/").ok();
            for (String name : IMAGES) {
                PushedImage image = registry.image("first/" + name, TAG);
                assertThat(image.type()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
                assertThat(image.config().path("User").asText()).isEqualTo("65532:65532");
                assertThat(image.config().path("Entrypoint").path(0).asText()).isEqualTo("java");
                Path archive = sources.resolve("target/images/" + name + ".tar");
                assertThat(manifest(archive))
                        .as("%s, built again in another folder", name)
                        .isEqualTo(manifest(Kubernetes.file("target/images/" + name + ".tar")));
                assertThat(files(archive))
                        .as("what %s is made of, where scanners look for it", name)
                        .contains("usr/share/sbom/bom.json", "./usr/share/sbom/base.cdx.json", "./etc/os-release");
            }
            assertThat(Files.readString(sources.resolve("target/images/base.cdx.json")))
                    .contains("\"openjdk\"", "pkg:generic/openjdk@")
                    .containsPattern("pkg:deb/[a-z]+/libc6@");

            String base = registry.host() + "/first/loadtest-demo:" + TAG;
            build(sources, "-Dimages.base=" + base, "-Dimages.repository=" + registry.host() + "/second/")
                    .ok();
            List<String> below = registry.image("first/loadtest-demo", TAG).layers();
            for (String name : IMAGES) {
                assertThat(registry.image("second/" + name, TAG).layers())
                        .hasSizeGreaterThan(below.size())
                        .startsWith(below.toArray(String[]::new));
            }

            assertThat(build(sources, "-Dimages.base=" + registry.host() + "/first/missing:1")
                            .exit())
                    .isNotZero();
        }
    }

    /** The digest of an archive's image. */
    private static String manifest(Path archive) {
        Matcher digest = DIGEST.matcher(Command.run("tar", List.of("-xOf", archive.toString(), "index.json"))
                .ok()
                .out());
        assertThat(digest.find()).isTrue();
        return digest.group();
    }

    /** The files of all layers of an archive's image. */
    private static List<String> files(Path archive) {
        String list =
                "for blob in $(tar -tf \"$0\" | grep blobs/sha256/.); do tar -xOf \"$0\" \"$blob\" | tar -tzf - 2>/dev/null; done; true";
        return Command.run("bash", List.of("-c", list, archive.toString()))
                .ok()
                .out()
                .lines()
                .toList();
    }

    /**
     * A registry with an untrusted certificate must be allowed; caches of earlier builds are not used. On one processor,
     * in another locale and another time zone, so that any of these in an image would be found.
     */
    private static Command build(Path sources, String... settings) {
        List<String> words =
                new ArrayList<>(List.of("LC_ALL=C", "TZ=Asia/Tokyo", "taskset", "-c", "0", "mvn", "-q", "-B", "-ntp"));
        words.addAll(List.of("-f", sources.toString(), "-DskipTests"));
        words.addAll(List.of("-Dspotless.check.skip", "-Pimages", "-pl", "operator,worker,demo,cli", "-am"));
        words.addAll(List.of("-Djib.allowInsecureRegistries=true", "-Djib.useOnlyProjectCache=true"));
        words.addAll(List.of(settings));
        words.add("package");
        return Command.run("env", words);
    }

    /** The surrounding build must not see its files change. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (NOT_COPIED.contains(name)) {
                    continue;
                }
                Path copy = to.resolve(name);
                if (Files.isDirectory(entry)) {
                    copy(entry, Files.createDirectories(copy));
                } else {
                    Files.copy(entry, copy);
                }
            }
        }
    }
}
