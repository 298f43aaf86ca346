package dev.loadtest.control.remote;

import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Done;
import dev.loadtest.control.message.FilesFound;
import dev.loadtest.control.message.FilesRequest;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.Standing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Volumes of a worker, which the operator cannot mount. No repetition; stages complete with a {@link RefusedException}
 * that carries a sentence, or with the failure. Any thread; no method blocks.
 */
public final class WorkerStorage {
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final HttpChannel channel;

    public WorkerStorage(WorkerEndpoint endpoint) {
        this.channel = new HttpChannel(endpoint);
    }

    /** State of the process; does not command it. */
    public CompletionStage<Standing> standing() {
        return channel.get(ControlPaths.STANDING, Standing.class, LOOK);
    }

    /**
     * Files of a set in a volume of the worker, with size and SHA-256, for which each is read once. Works before a plan
     * is installed.
     */
    public CompletionStage<FilesFound> files(FilesRequest wanted, Duration within) {
        return channel.call(ControlPaths.FILES, wanted, FilesFound.class, within);
    }

    /**
     * Writes a file to the worker's output folder atomically, replacing one of that name.
     *
     * @param name a path below it, such as {@code results.json} or {@code samples/manifest.json}
     * @param content at most {@link ControlPaths#MAX_OUTPUT_BYTES}
     */
    public CompletionStage<Void> store(String name, byte[] content, Duration within) {
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return channel.put(ControlPaths.OUTPUT + path, content, Done.class, within)
                .thenAccept(done -> {});
    }
}
