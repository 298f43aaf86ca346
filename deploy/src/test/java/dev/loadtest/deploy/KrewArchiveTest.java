package dev.loadtest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What krew installs: the archive, its manifest, and that the installed plugin starts without a build. */
class KrewArchiveTest {
    private static final List<String> FILES =
            List.of(".krew.yaml", "LICENSE", "loadtest", "kubectl-loadtest", "deploy/krew/archive");
    private static final String URL = "https://example.org/kubectl-loadtest.tar.gz";

    @TempDir
    Path folder;

    private Path project;
    private Path archive;

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("project");
        archive = project.resolve("target/krew/kubectl-loadtest.tar.gz");
        for (String file : FILES) {
            Path to = project.resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(Path.of("..").resolve(file), to);
            assertThat(to.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(
                Files.createDirectories(project.resolve("cli/target")).resolve("loadtest.jar"), "the program");
    }

    private StandIn.Ran run(String script) throws IOException, InterruptedException {
        return StandIn.in(folder.resolve("bin"), "kubectl", 0)
                .run(List.of("bash", "-eu"), "cd '" + folder + "'\n" + script, Map.of("JAVA_HOME", jdk()));
    }

    private StandIn.Ran make(String version) throws IOException, InterruptedException {
        return run("project/deploy/krew/archive '" + version + "' " + URL);
    }

    /** A JDK by its files, whose java prints its arguments. */
    private String jdk() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        for (String program : List.of("java", "javac")) {
            Path file = bin.resolve(program);
            Files.writeString(file, "#!/bin/sh\necho \"$0 $*\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        return folder.resolve("jdk").toString();
    }

    private byte[] made() throws IOException, InterruptedException {
        StandIn.Ran ran = make("v1.2.3");
        assertThat(ran.exit()).as(ran.output()).isZero();
        return Files.readAllBytes(archive);
    }

    @Test
    void manifestNamesTheArchive() throws IOException, InterruptedException, GeneralSecurityException {
        byte[] content = made();
        JsonNode plugin = new YAMLMapper()
                .readTree(archive.resolveSibling("loadtest.yaml").toFile());
        assertThat(plugin.at("/metadata/name").asText()).isEqualTo("loadtest");
        assertThat(plugin.at("/spec/version").asText()).isEqualTo("v1.2.3");
        JsonNode platform = plugin.at("/spec/platforms/0");
        assertThat(platform.path("uri").asText()).isEqualTo(URL);
        assertThat(platform.path("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(platform.path("bin").asText()).isEqualTo("kubectl-loadtest");
    }

    @Test
    void sameBuildSameBytes() throws IOException, InterruptedException {
        byte[] first = made();
        run("touch -d 2030-01-01 project/loadtest project/cli/target/loadtest.jar; chmod 600 project/LICENSE");
        assertThat(made()).isEqualTo(first);
    }

    /** As krew does: unpacked, and a link on the PATH. */
    @Test
    void installedPluginStarts() throws IOException, InterruptedException {
        made();
        StandIn.Ran ran = run("""
                mkdir -p store path
                tar -C store -xzf project/target/krew/kubectl-loadtest.tar.gz
                ln -s "$PWD/store/kubectl-loadtest" path/kubectl-loadtest
                path/kubectl-loadtest list -A
                """);
        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output())
                .doesNotContain("building")
                .contains("-jar " + folder.toRealPath().resolve("store/cli/target/loadtest.jar") + " list -A");
    }

    @Test
    void refusals() throws IOException, InterruptedException {
        StandIn.Ran version = make("latest");
        assertThat(version.exit()).isEqualTo(2);
        assertThat(version.output()).contains("latest is no version");
        Files.delete(project.resolve("cli/target/loadtest.jar"));
        StandIn.Ran unbuilt = make("v1.2.3");
        assertThat(unbuilt.exit()).isEqualTo(3);
        assertThat(unbuilt.output()).contains("./loadtest --version builds it");
    }
}
