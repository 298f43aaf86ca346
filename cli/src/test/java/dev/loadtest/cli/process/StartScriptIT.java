package dev.loadtest.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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
    /** What Maven prints of two modules. */
    private static final String MODULES = """
            echo '[INFO] Building LoadTest engine 0.1.0-SNAPSHOT                     [2/8]'
            echo '[INFO] --- surefire ---'
            echo '[INFO] Building LoadTest cli 0.1.0-SNAPSHOT                        [8/8]'
            """;

    /** Java that makes the archive that it is asked for, and otherwise prints its arguments. */
    private static final String JAVA = """
            for option in "$@"; do
              case $option in -XX:ArchiveClassesAtExit=*) echo classes >"${option#*=}"; exit ;; esac
            done
            printf '%s|' "in $PWD" "$@"
            """;

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
        script(tools.resolve("bash-of-user"), "bash -c \"$1\"");
        script(
                tools.resolve("mvn"),
                "echo mvn \"$@\" in \"$PWD\" with \"$JAVA_HOME\" >&2; " + MODULES + "touch cli/target/loadtest.jar");
    }

    @Test
    void buildsOnceAndPassesArguments() throws Exception {
        Ran first = run(project.resolve("loadtest"), "run", "my file.yaml", "-k", "a and b");
        assertThat(first.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("building (first run only; a minute, "),
                        line -> assertThat(line).matches("  2/8 engine \\(\\d+ s\\)"),
                        line -> assertThat(line).matches("  8/8 cli \\(\\d+ s\\)"),
                        line -> assertThat(line).matches("built in \\d+ s"),
                        line -> assertThat(line).isEqualTo("preparing faster starts (once)…"));
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
        Files.setLastModifiedTime(project.resolve("cli/target/loadtest.jar"), FileTime.fromMillis(0));
        assertThat(run(project.resolve("loadtest")).err()).startsWith("building (sources have changed)…\n");
    }

    @Nested
    class Archive {

        @Test
        void isUsedOnceMade() throws Exception {
            assertThat(run(project.resolve("loadtest"), "list").out()).containsPattern(archive());
            Ran second = run(project.resolve("loadtest"), "run", "f.yaml");
            assertThat(second.out()).containsPattern(archive()).doesNotContain("TieredStopAtLevel");
            assertThat(second.err()).isEmpty();
            assertThat(leftovers()).isEmpty();
        }

        @Test
        void isMadeAnewForAnotherJar() throws Exception {
            run(project.resolve("loadtest"));
            FileTime later = FileTime.from(Instant.now().plusSeconds(60));
            Files.setLastModifiedTime(project.resolve("cli/target/loadtest.jar"), later);
            assertThat(run(project.resolve("loadtest")).err()).isEqualTo("preparing faster starts (once)…\n");
        }

        @Test
        void isOfOneJdk() throws Exception {
            run(project.resolve("loadtest"));
            jdk("26");
            assertThat(run(project.resolve("loadtest")).err()).isEqualTo("preparing faster starts (once)…\n");
            jdk("25");
            assertThat(run(project.resolve("loadtest")).err()).isEmpty();
        }

        /** It is tried once. */
        @Test
        void failureIsNoFailureOfTheCommand() throws Exception {
            script(folder.resolve("jdk/bin/java"), "case \"$*\" in *ArchiveClassesAtExit*) exit 1 ;; esac\n" + JAVA);
            Ran first = run(project.resolve("loadtest"), "list");
            assertThat(first.status()).isZero();
            assertThat(first.out()).contains("|list|").doesNotContainPattern(archive());
            assertThat(run(project.resolve("loadtest"), "list").err()).isEmpty();
            assertThat(leftovers()).isEmpty();
        }

        private static String archive() {
            return "\\|-XX:SharedArchiveFile=[^|]*/the project/cli/target/classes-25-\\d+\\.jsa\\|-Xlog:disable\\|";
        }

        private List<Path> leftovers() throws IOException {
            try (Stream<Path> files = Files.list(project.resolve("cli/target"))) {
                return files.filter(file -> file.getFileName().toString().startsWith("archive."))
                        .toList();
            }
        }
    }

    /** The reader of both outputs goes away before Maven's modules are printed. */
    @Test
    void readerThatGoesAwayChangesNoStatus() throws Exception {
        script(tools.resolve("mvn"), "until [ -e gone ]; do :; done\n" + MODULES + "touch cli/target/loadtest.jar");
        script(folder.resolve("jdk/bin/java"), "exit 130");
        Ran ran = run(
                tools.resolve("bash-of-user"),
                "'" + project.resolve("loadtest") + "' run f.yaml 2>&1 | { read -r line; exec 0<&-; touch '"
                        + project.resolve("gone") + "'; }; exit ${PIPESTATUS[0]}");
        assertThat(ran.status()).as(ran.toString()).isEqualTo(130);
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
        script(home.resolve("bin/java"), JAVA);
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
