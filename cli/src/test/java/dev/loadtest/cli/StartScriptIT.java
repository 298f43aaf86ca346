package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./loadtest} in a copy of the project, with a fake JDK and a fake Maven that print their arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a shell")
@Timeout(120)
class StartScriptIT {
    @TempDir
    private Path folder = Path.of("");

    private Path project = Path.of("");
    private Path tools = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        folder = folder.toRealPath();
        project = Files.createDirectories(folder.resolve("the project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of(System.getProperty("basedir", "."), "..", "loadtest"), project.resolve("loadtest"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        jdk("25");
        script(
                tools.resolve("mvn"),
                "echo mvn \"$@\" in \"$PWD\" with \"$JAVA_HOME\" >&2; touch cli/target/loadtest.jar");
    }

    @Test
    void buildsOnceAndPassesArguments() throws Exception {
        Ran first = run(project.resolve("loadtest"), "run", "my file.yaml", "-k", "a and b");
        assertThat(first.err()).isEqualTo("building (first run only)…\n");
        assertThat(first.out())
                .contains("|-jar|" + project + "/cli/target/loadtest.jar|run|my file.yaml|-k|a and b|")
                .contains("|-Dloadtest.columns=|")
                .contains("|--sun-misc-unsafe-memory-access=allow|");
        assertThat(Files.readString(project.resolve("cli/target/build.log")))
                .contains("-pl cli -am package in " + project + " with " + folder.resolve("jdk"));
        assertThat(run(project.resolve("loadtest"), "--version").err()).isEmpty();
    }

    @Test
    void startsThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("loadtest"));
        Files.createSymbolicLink(tools.resolve("loadtest"), Path.of("../link"));
        Ran ran = run(tools.resolve("loadtest"), "list", "f.yaml");
        assertThat(ran.out())
                .startsWith("in " + folder + "|")
                .contains("|" + project + "/cli/target/loadtest.jar|list|f.yaml|");
        assertThat(run(link).status()).isZero();
    }

    /** As kubectl finds it: a link of that name on the PATH. */
    @Test
    void kubectlPlugin() throws Exception {
        Files.copy(
                Path.of(System.getProperty("basedir", "."), "..", "kubectl-loadtest"),
                project.resolve("kubectl-loadtest"));
        Files.createSymbolicLink(tools.resolve("kubectl-loadtest"), project.resolve("kubectl-loadtest"));
        script(folder.resolve("jdk/bin/java"), "printf '%s|' \"$LOADTEST_KUBECTL\" \"$@\"");
        Ran ran = run(tools.resolve("kubectl-loadtest"), "watch", "plots x");
        assertThat(ran.status()).as(ran.toString()).isZero();
        assertThat(ran.out()).startsWith("1|").contains("|" + project + "/cli/target/loadtest.jar|watch|plots x|");
    }

    @Test
    void rebuildsForNewerSource() throws Exception {
        run(project.resolve("loadtest"));
        Path source =
                Files.createDirectories(project.resolve("engine/src/main/java")).resolve("New.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(
                project.resolve("cli/target/loadtest.jar"), java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(run(project.resolve("loadtest")).err()).isEqualTo("building (sources have changed)…\n");
    }

    @Test
    void buildFailureIsShown() throws Exception {
        script(tools.resolve("mvn"), "echo '[ERROR] no network'; exit 1");
        Ran ran = run(project.resolve("loadtest"));
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("[ERROR] no network").contains("the build failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ERROR] Could not transfer artifact a:b:pom:1 from/to central: repo: Unknown host",
                "[ERROR] Cannot access central in offline mode and the artifact a:b:jar:1 has not been downloaded"
            })
    void unreachableRegistryIsExplained(String line) throws Exception {
        script(tools.resolve("mvn"), "echo '" + line + "'; echo '[ERROR] Re-run Maven'; exit 1");
        Ran ran = run(project.resolve("loadtest"));
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("loadtest must be built once, and for that Maven has to fetch its dependencies")
                .contains("check the network")
                .contains(project + "/cli/target/build.log");
    }

    /** Root can write anywhere, so a file in the folder's place stands for a read-only folder. */
    @Test
    void readOnlyFolderIsExplained() throws Exception {
        Files.writeString(Files.createDirectories(project.resolve("cli")).resolve("target"), "");
        Ran ran = run(project.resolve("loadtest"), "run", "f.yaml");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .startsWith("loadtest must be built once, and " + project + "/cli/target cannot be written to: ");
    }

    @Test
    void missingMavenIsExplained() throws Exception {
        Files.delete(tools.resolve("mvn"));
        for (String name :
                List.of("bash", "dirname", "readlink", "sed", "find", "head", "mkdir", "rm", "flock", "touch")) {
            Path real = Path.of("/usr/bin", name);
            if (Files.exists(real)) {
                Files.createSymbolicLink(tools.resolve(name), real);
            }
        }
        Ran ran = run(Map.of("PATH", tools.toString()), project.resolve("loadtest"));
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("Maven (mvn) is missing").contains("apt install maven");
    }

    @Test
    void olderJdkGetsNoUnknownFlag() throws Exception {
        jdk("21.0.2");
        assertThat(run(project.resolve("loadtest")).out()).doesNotContain("--sun-misc-unsafe-memory-access");
    }

    @ParameterizedTest
    @CsvSource({
        "C, C.UTF-8", // only ASCII
        "xx_YY.UTF-8, C.UTF-8", // missing
        "C.UTF-8, C.UTF-8"
    })
    void nonAsciiFileNames(String given, String seen) throws Exception {
        script(folder.resolve("jdk/bin/java"), "echo \"$LC_ALL\"");
        Map<String, String> environment =
                Map.of("PATH", tools + ":" + System.getenv("PATH"), "LC_ALL", given, "LC_CTYPE", "", "LANG", "");

        assertThat(run(environment, project.resolve("loadtest"), "run", "f.yaml")
                        .out())
                .isEqualTo(seen + "\n");
    }

    @Test
    void exitStatusOfRun() throws Exception {
        script(folder.resolve("jdk/bin/java"), "exit 130");
        assertThat(run(project.resolve("loadtest"), "run", "f.yaml").status()).isEqualTo(130);
    }

    private void jdk(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "exit 1");
        script(home.resolve("bin/java"), "printf '%s|' \"in $PWD\" \"$@\"");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + text + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private Ran run(Path script, String... arguments) throws Exception {
        return run(Map.of("PATH", tools + ":" + System.getenv("PATH")), script, arguments);
    }

    private Ran run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, Files.readString(err));
    }

    private record Ran(int status, String out, String err) {}
}
