package dev.loadtest.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Output and exit status of a program.
 *
 * @param out standard output and standard error together
 */
record Command(int exit, String out) {
    private static final long LONGEST_MINUTES = 5;

    /** Helm, on the cluster of these tests. */
    static Command helm(String... arguments) {
        return run(tool("helm"), List.of(arguments));
    }

    static Command kubectl(String... arguments) {
        List<String> words = new ArrayList<>();
        if (System.getenv("LOADTEST_E2E_BIN") != null) {
            words.add("kubectl");
        }
        words.addAll(List.of(arguments));
        return run(System.getenv("LOADTEST_E2E_BIN") == null ? "kubectl" : tool("kube"), words);
    }

    /** {@code e2e/cluster}, for operations that only its own cluster allows. */
    static Command cluster(String... arguments) {
        return run(System.getenv("LOADTEST_E2E_CLUSTER"), List.of(arguments));
    }

    /** Fails the test if the program failed. */
    Command ok() {
        if (exit != 0) {
            throw new AssertionError("exit status " + exit + ": " + out);
        }
        return this;
    }

    private static String tool(String name) {
        String bin = System.getenv("LOADTEST_E2E_BIN");
        return bin == null ? name : Path.of(bin, name).toString();
    }

    static Command run(String program, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(words + " does not end: " + said);
            }
            return new Command(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
