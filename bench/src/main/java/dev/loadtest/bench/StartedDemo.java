package dev.loadtest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The demo service as {@code ./loadtest demo --serve} starts it, which builds the program first if needed. */
final class StartedDemo implements AutoCloseable {
    private final Process process;
    private final String url;

    private StartedDemo(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static StartedDemo start(Path script) throws IOException {
        Process process = new ProcessBuilder(script.toString(), "demo", "--serve", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String ready =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (ready == null) {
            throw new IOException("the demo service did not start");
        }
        return new StartedDemo(process, ready.split(" ")[4]);
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
