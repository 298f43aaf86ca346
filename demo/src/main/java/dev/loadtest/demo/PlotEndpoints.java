package dev.loadtest.demo;

import dev.loadtest.demo.ReceivedBody.FilePart;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Processing of files and drawing of plots. Results are cached; {@code force_calculate} computes them again. */
final class PlotEndpoints {
    private static final int MIN_INDEX = -20;
    private static final int MAX_INDEX = 0;
    private static final int MAX_PLOTS = 2_000;
    private static final int HANDLE_LENGTH = 32;

    private final Behaviour behaviour;
    private final WarmUp warmUp;
    private final LeastRecentlyUsed<String, Boolean> handles;
    private final LeastRecentlyUsed<PlotKey, byte[]> plots = new LeastRecentlyUsed<>(MAX_PLOTS);

    private record PlotKey(String handle, int index, PlotFormat format) {}

    PlotEndpoints(PlotServiceOptions options, Behaviour behaviour, LongSupplier nanoClock) {
        this.behaviour = behaviour;
        this.warmUp = new WarmUp(options.warmUp(), nanoClock);
        this.handles = new LeastRecentlyUsed<>(options.maxHandles());
    }

    Reply process(MultiMap query, ReceivedBody body) {
        Optional<Boolean> force = force(query);
        if (force.isEmpty()) {
            return Reply.refused(400, "force_calculate must be true or false");
        }
        return switch (body) {
            case ReceivedBody.Form form ->
                form.file("file")
                        .map(file -> process(file, force.get()))
                        .orElseGet(() -> Reply.refused(400, "the part \"file\" is missing"));
            case ReceivedBody.Plain plain -> Reply.refused(400, "send the part \"file\" as multipart/form-data");
            case ReceivedBody.TooLarge tooLarge -> throw new IllegalArgumentException("refused before");
            case ReceivedBody.Malformed malformed -> throw new IllegalArgumentException("refused before");
        };
    }

    private Reply process(FilePart file, boolean force) {
        String handle = Sha256.of("force=" + force + " " + file.sha256()).substring(0, HANDLE_LENGTH);
        boolean cached = !force && handles.get(handle) != null;
        Operation operation = cached ? Operation.PROCESS_CACHED : Operation.PROCESS_FORCED;
        if (behaviour.fails(operation)) {
            return Reply.failed(operation);
        }
        warmUp.begin();
        handles.put(handle, force);
        return Reply.json(
                operation,
                200,
                Map.of(
                        "handle", handle,
                        "bytes", file.bytes(),
                        "lines", file.lines(),
                        "forced", force,
                        "cached", cached));
    }

    Reply draw(MultiMap query) {
        String handle = query.get("handle");
        Optional<Integer> index = integer(query.get("index"));
        Optional<PlotFormat> format = PlotFormat.named(query.contains("format") ? query.get("format") : "json");
        Optional<Boolean> force = force(query);
        if (handle == null) {
            return Reply.refused(400, "handle is missing");
        }
        if (index.isEmpty()) {
            return Reply.refused(400, "index must be an integer");
        }
        if (format.isEmpty()) {
            return Reply.refused(400, "format must be html, svg or json");
        }
        if (force.isEmpty()) {
            return Reply.refused(400, "force_calculate must be true or false");
        }
        if (handles.get(handle) == null) {
            return Reply.refused(404, "no such handle");
        }
        if (index.get() < MIN_INDEX || index.get() > MAX_INDEX) {
            return Reply.refused(404, "index must be between " + MIN_INDEX + " and " + MAX_INDEX);
        }
        return draw(new PlotKey(handle, index.get(), format.get()), force.get());
    }

    private Reply draw(PlotKey key, boolean force) {
        long warmingNanos = warmUp.remainingNanos();
        if (warmingNanos > 0) {
            String seconds = Long.toString(Math.ceilDiv(warmingNanos, 1_000_000_000L));
            return Reply.refused(503, "the inference is warming up").withHeader("retry-after", seconds);
        }
        byte[] cached = force ? null : plots.get(key);
        Operation operation = cached == null ? Operation.DRAW_FORCED : Operation.DRAW_CACHED;
        if (behaviour.fails(operation)) {
            return Reply.failed(operation);
        }
        byte[] plot = cached == null ? PlotRenderer.render(key.handle, key.index, key.format) : cached;
        plots.put(key, plot);
        return new Reply(operation, 200, key.format.contentType(), plot, Map.of());
    }

    /** Clears all processed files and plots, and the warm-up. */
    void reset() {
        handles.clear();
        plots.clear();
        warmUp.reset();
    }

    private static Optional<Boolean> force(MultiMap query) {
        return switch (query.contains("force_calculate") ? query.get("force_calculate") : "false") {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
