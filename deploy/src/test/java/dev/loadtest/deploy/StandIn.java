package dev.loadtest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that writes down its arguments, prints a case line and ends with a set exit status.
 *
 * @param file the program
 */
record StandIn(Path file) {
    private static final long MOST_SECONDS = 60;

    static StandIn in(Path folder, String name, int exit) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        Files.writeString(file, """
                #!/bin/sh
                printf '%%s\\n' "$@" >"%s.arguments"
                echo 'steady PASSED [100%%]'
                exit %d
                """.formatted(file, exit));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new StandIn(file);
    }

    List<String> arguments() throws IOException {
        return Files.readAllLines(Path.of(file + ".arguments"));
    }

    /** Of {@code docker run}: those behind the image, which the image's program gets. */
    List<String> ofLoadtest() throws IOException {
        List<String> all = arguments();
        return all.subList(all.lastIndexOf("run"), all.size());
    }

    /** Exit status and output of a script. */
    record Ran(int exit, String output) {}

    /**
     * Runs a script in this program's folder, which is the first of the path.
     *
     * @param shell with its options
     */
    Ran run(List<String> shell, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of("-c", script));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(file.getParent().toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", file.getParent().toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }
}
