package dev.loadtest.cli.log;

import dev.loadtest.engine.result.RequestLogResult;
import dev.loadtest.engine.run.log.LoggedRequest;
import dev.loadtest.engine.run.log.RequestLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The file of a run's requests, one line each. The workers' loops only put requests into rings; one thread writes them.
 * Memory is bounded by the rings, the file by its size; dropped requests are counted. A file that cannot be written
 * ends the log, not the run.
 */
public final class RequestLogFile implements AutoCloseable {
    private static final long PERIOD_MILLIS = 10;
    /** How long the end of a run waits for a file that takes no more lines, such as a pipe without a reader. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Requests that wait in all rings together: about 10 MiB. */
    private static final int MAX_WAITING = 1 << 16;

    private static final int MIN_WAITING = 1 << 8;

    private final LogTarget target;
    private final FileChannel channel;
    private final LineWriter writer;
    private final List<WorkerLog> workers = new ArrayList<>();
    private final ScheduledExecutorService thread;

    private RequestLogFile(LogTarget target, FileChannel channel, int workers) {
        this.target = target;
        this.channel = channel;
        this.writer = new LineWriter(Channels.newOutputStream(channel), target.maxBytes());
        for (int i = 0; i < workers; i++) {
            this.workers.add(new WorkerLog(target.every(), capacity(workers)));
        }
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("request-log").factory());
    }

    /** The file cannot be used; the message says why. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(Path file, String why, @Nullable Throwable cause) {
            super("--out jsonl=" + file + ": " + why, cause);
        }
    }

    /** A power of two. */
    private static int capacity(int workers) {
        return Math.max(MIN_WAITING, Integer.highestOneBit(MAX_WAITING / workers));
    }

    /**
     * Opens the file; a log of an earlier run in it is replaced.
     *
     * @param workers how many workers share the run
     * @throws Unusable if it cannot be written, or holds something else
     */
    public static RequestLogFile open(LogTarget target, int workers) throws Unusable {
        Path file = target.file();
        try {
            if (!isOurs(file)) {
                throw new Unusable(
                        file, "the file holds something else than a log of requests; name another one", null);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            RequestLogFile opened = new RequestLogFile(target, channel, workers);
            opened.thread.scheduleWithFixedDelay(
                    opened::writeWaiting, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            return opened;
        } catch (AccessDeniedException e) {
            throw new Unusable(file, "the file may not be written", e);
        } catch (NoSuchFileException e) {
            throw new Unusable(file, "there is no such folder", e);
        } catch (IOException e) {
            throw new Unusable(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the file may be overwritten: new, empty, a pipe or device, or a log of an earlier run. */
    private static boolean isOurs(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(RequestLine.BEGIN.length()), StandardCharsets.UTF_8);
            return head.isEmpty() || head.equals(RequestLine.BEGIN);
        }
    }

    /** The log of one worker. */
    public RequestLog of(int worker) {
        return workers.get(worker);
    }

    private void writeWaiting() {
        for (int worker = 0; worker < workers.size(); worker++) {
            WorkerLog log = workers.get(worker);
            for (LoggedRequest next = log.take(); next != null; next = log.take()) {
                writer.write(worker, next);
            }
        }
        writer.flush();
    }

    /** Writes the requests that still wait, once the run has ended, and closes the file. */
    public RequestLogResult end() {
        Future<?> last = thread.submit(this::writeWaiting);
        String late = "";
        try {
            if (!isDone(last)) {
                late = "it took no more lines for " + PATIENCE.toSeconds() + " s at the end of the run";
                // Ends a write that waits for a reader; the rest is counted as not written.
                channel.close();
                isDone(last);
            }
            channel.truncate(Math.min(writer.bytes(), channel.size()));
        } catch (IOException | UnsupportedOperationException noRegularFile) {
            // A pipe keeps no size. A disk that fails again has been reported.
        } finally {
            close();
        }
        long queued = workers.stream().mapToLong(WorkerLog::dropped).sum();
        return new RequestLogResult(
                target.file().toString(),
                target.every(),
                writer.written(),
                writer.bytes(),
                new RequestLogResult.Dropped(queued, writer.beyondSize(), writer.failed()),
                late.isEmpty() ? writer.problem() : late);
    }

    private static boolean isDone(Future<?> last) {
        try {
            last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log of requests could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            channel.close();
        } catch (IOException e) {
            // Everything written has been counted.
        }
    }
}
