package dev.loadtest.control;

import dev.loadtest.engine.plan.FileRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The volumes that a worker has and the operator has not. Nothing is tried twice here; stages complete exceptionally by a
 * {@link RefusedException} with a sentence, or by what failed. Any thread; no method waits.
 */
public final class WorkerStorage {
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final HttpChannel channel;

    public WorkerStorage(WorkerEndpoint endpoint) {
        this.channel = new HttpChannel(endpoint);
    }

    /** Where the process stands; asking does not command it. */
    public CompletionStage<Standing> standing() {
        return channel.get(ControlPaths.STANDING, Standing.class, LOOK);
    }

    /**
     * The files of a set that lie in a volume of the worker, with their sizes and SHA-256, for which each is read once;
     * works before a plan is installed.
     *
     * @param pattern of names below the set's folder, such as {@code *.csv}
     */
    public CompletionStage<List<FileRef>> files(String set, String pattern, Duration within) {
        return channel.call(ControlPaths.FILES, new FilesRequest(set, pattern), FilesFound.class, within)
                .thenApply(FilesFound::files);
    }

    /**
     * Writes a file to the worker's output folder, whole or not at all; one of that name is replaced.
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
