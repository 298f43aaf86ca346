package dev.loadtest.cli.live;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a live page. */
public final class LiveOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--live",
            description =
                    "Serves the report's charts on 127.0.0.1 while the run goes on, and the report at its end; prints the address.")
    private boolean live;

    @Option(names = "--live-port", paramLabel = "N", description = "The port of --live. Default: any free one.")
    private @Nullable Integer port;

    /** Whether a page was asked for. */
    public boolean isWanted() {
        return live;
    }

    /** The page cannot be served; the message names the option. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private Unusable(String message) {
            super(message);
        }
    }

    /**
     * Serves the page of a run, and says where; no page if none is wanted.
     *
     * @param notices one line each
     */
    public RunPage open(String name, Consumer<String> notices) throws Unusable {
        if (!live) {
            return RunPage.NONE;
        }
        try {
            LiveReport page = LiveReport.open(name, port == null ? 0 : port, notices);
            notices.accept("live: " + page.address());
            return page;
        } catch (IOException e) {
            throw new Unusable((port == null ? "--live" : "--live-port " + port) + ": cannot listen on 127.0.0.1 ("
                    + e.getMessage() + "): name another port, or none for any free one");
        }
    }

    /** Problems of the options; empty if they are usable. */
    public String problem() {
        if (port != null && !live) {
            return "--live-port needs --live";
        }
        return port != null && (port < 1 || port > MAX_PORT)
                ? "--live-port must be 1 to " + MAX_PORT + ": " + port
                : "";
    }
}
