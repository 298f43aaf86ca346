package dev.loadtest.bench;

import java.io.IOException;
import java.util.List;

/** A {@link TinyServer} in a process of its own, on the target's core. */
final class TinyServerProcess implements AutoCloseable {
    private static final String FROZE = "froze ";

    private final JvmProcess process;
    private final int port;

    private TinyServerProcess(JvmProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param arguments of {@link TinyServer} */
    static TinyServerProcess start(Object... arguments) throws IOException {
        JvmProcess process = JvmProcess.start(
                Cores.TARGET,
                System.getProperty("java.class.path"),
                List.of("-Xmx256m"),
                TinyServer.class.getName(),
                arguments);
        return new TinyServerProcess(process, Integer.parseInt(process.await("")));
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Freezes the server once that many more requests have arrived. */
    void freeze(long after, long millis) throws IOException {
        process.ask("freeze " + after + " " + millis, "planned");
    }

    /** Waits for the end of the next freeze; returns its recorded duration in nanoseconds. */
    long froze() throws IOException {
        return Long.parseLong(process.await(FROZE).substring(FROZE.length()));
    }

    @Override
    public void close() {
        process.close();
    }
}
