package dev.loadtest.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loadtest.cli.InProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of {@code completion}, read by the shells themselves where they are installed. */
@Timeout(120)
class CompletionIT {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ./loadtest ru            | run
                    ./loadtest run --work    | --workers
                    ./loadtest run f --phas  | --phase
                    ./loadtest cluster wat   | watch
                    ./loadtest cluster list --all | --all-namespaces
                    ./loadtest completion f  | fish
                    ./loadtest run -o j      | json
                    """)
    void words(String typed, String completed) throws Exception {
        int last = typed.split(" ").length - 1;
        assertThat(bash("COMP_WORDS=(" + typed + "); COMP_CWORD=" + last
                        + "; _complete_loadtest 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\""))
                .contains(completed);
        assumeInstalled("fish");
        assertThat(fish(typed)).anyMatch(line -> line.split("\t")[0].equals(completed));
    }

    @Test
    void filesOfParameters() throws Exception {
        Files.writeString(folder.resolve("manifest.yaml"), "");
        assertThat(bash("complete -p loadtest")).singleElement().asString().contains("-o default");
        assumeInstalled("fish");
        assertThat(fish("./loadtest run man")).contains("manifest.yaml");
    }

    /** On a terminal of zsh's own making, where Tab is pressed. */
    @Test
    void zsh() throws Exception {
        assumeInstalled("zsh");
        Path typing = Files.writeString(folder.resolve("typing"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PS1=; autoload -U compinit && compinit -u -D; source '%s'; print REA''DY"
                zpty -r -m shell line '*READY*'
                zpty -w -n shell $'./loadtest run --wor\\t'
                zpty -r -m shell line '*--workers*' && print completed
                zpty -d shell
                """.formatted(script("zsh")));
        assertThat(output("zsh", "-f", typing.toString())).contains("completed");
    }

    @Test
    void noCommandsBehindACommand() throws Exception {
        assumeInstalled("fish");
        assertThat(fish("./loadtest run ")).noneMatch(line -> line.startsWith("validate"));
        assertThat(Files.readString(script("fish"))).doesNotContain("${");
    }

    private List<String> bash(String command) throws Exception {
        return output("bash", "-c", "source '" + script("bash") + "'; " + command);
    }

    private List<String> fish(String typed) throws Exception {
        return output("fish", "--no-config", "-c", "source '" + script("fish") + "'; complete -C '" + typed + "'");
    }

    private Path script(String shell) throws Exception {
        InProcess printed = InProcess.execute("completion", shell);
        assertThat(printed.exit()).isZero();
        return Files.writeString(folder.resolve("loadtest." + shell), printed.out());
    }

    private static void assumeInstalled(String shell) {
        assumeThat(Stream.of(System.getenv("PATH").split(":")))
                .as(shell + " is installed")
                .anyMatch(path -> Files.isExecutable(Path.of(path, shell)));
    }

    private List<String> output(String... command) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        // Fish keeps a history and universal variables there.
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out + Files.readString(err)).isZero();
        return out.lines().toList();
    }
}
