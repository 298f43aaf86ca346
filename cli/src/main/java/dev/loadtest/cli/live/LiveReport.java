package dev.loadtest.cli.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunCourse;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.Detail;
import dev.loadtest.report.HtmlReport;
import dev.loadtest.report.LivePage;
import dev.loadtest.report.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live page of one run: asks the coordinator each second what the run did so far, and merges and writes it on a
 * thread of its own. At the end the page gets the report, and the server ends. A failure of the page is reported once and
 * does not affect the run.
 */
final class LiveReport implements RunPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveFeed feed = new LiveFeed(LivePage.NOTHING);
    private final LiveServer server;
    private final Consumer<String> notices;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live").daemon().factory());
    private volatile @Nullable Live live;

    private LiveReport(String name, int port, Consumer<String> notices) throws IOException {
        this.notices = notices;
        this.server = LiveServer.open(port, feed, data -> LivePage.html(name, data));
    }

    /**
     * Serves the page.
     *
     * @param port 0 for any free one
     * @param notices one line each
     * @throws IOException if the port is not free
     */
    static LiveReport open(String name, int port, Consumer<String> notices) throws IOException {
        return new LiveReport(name, port, notices);
    }

    /** Its address on this machine. */
    URI address() {
        return server.address();
    }

    @Override
    public void progressed(Live now) {
        live = now;
    }

    @Override
    public void begun(Coordinator coordinator) {
        thread.scheduleWithFixedDelay(
                () -> coordinator.course().thenAcceptAsync(this::show, thread).exceptionally(this::broke),
                0,
                1,
                TimeUnit.SECONDS);
    }

    private void show(RunCourse course) {
        feed.publish(LivePage.data(course, live));
    }

    private @Nullable Void broke(Throwable defect) {
        if (!thread.isShutdown()) {
            thread.shutdown();
            notices.accept("note: the live page cannot be updated any more: " + defect);
        }
        return null;
    }

    /** Shows the report in place of the page. */
    @Override
    public void ended(RunResult result, Origin origin) {
        try {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            HtmlReport.write(result, origin, Detail.FULL, page);
            feed.end("report", JSON.writeValueAsString(page.toString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("a report cannot be written to memory", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        feed.end("gone", "{}");
        try {
            feed.awaitReaders(LiveFeed.PATIENCE_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
