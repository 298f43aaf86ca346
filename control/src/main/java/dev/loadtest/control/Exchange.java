package dev.loadtest.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a worker and its answer, which blocks the thread that sends it; connections are kept for the next one. */
final class Exchange {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final WorkerEndpoint endpoint;
    private final String method;
    private final String path;
    private final Duration within;
    private volatile @Nullable HttpURLConnection connection;
    private volatile boolean aborted;

    /** @param within after which nobody waits for it any more */
    Exchange(WorkerEndpoint endpoint, String method, String path, Duration within) {
        this.endpoint = endpoint;
        this.method = method;
        this.path = path;
        this.within = within;
    }

    /**
     * What was answered, whatever the status.
     *
     * @param seal empty where it has none
     * @param room of the run's budget that its bytes take, until it is closed
     */
    record Response(int status, byte[] body, Optional<String> seal, AnswerBudget.Taken room) implements AutoCloseable {
        @Override
        public void close() {
            room.close();
        }
    }

    /**
     * Sends it and waits for the answer.
     *
     * @param authorization empty for what needs none
     * @throws BadMessageException where the answer is longer than the run's budget allows; no more than that is read
     * @throws IOException where it is not known whether the request came to the worker
     */
    Response send(String authorization, byte[] body) throws IOException, BadMessageException {
        HttpURLConnection opened = open(authorization);
        connection = opened;
        if (aborted) {
            throw new IOException("it was given up");
        }
        if (body.length > 0) {
            opened.setDoOutput(true);
            try (OutputStream out = opened.getOutputStream()) {
                out.write(body);
            }
        }
        int status = opened.getResponseCode();
        AnswerBudget.Taken room = room(opened.getContentLengthLong());
        try (InputStream in = status < 400 ? opened.getInputStream() : opened.getErrorStream()) {
            byte[] read = in == null ? new byte[0] : bounded(in);
            return new Response(status, read, Optional.ofNullable(opened.getHeaderField(SealedHeader.ANSWER)), room);
        } catch (IOException | BadMessageException | RuntimeException e) {
            room.close();
            throw e;
        }
    }

    /** What is too long is not read at all where it says so. */
    private AnswerBudget.Taken room(long length) throws IOException, BadMessageException {
        try {
            return endpoint.answers().take(length, within.toMillis());
        } catch (BadMessageException tooLong) {
            abort();
            throw tooLong;
        }
    }

    /** Proxies of the environment are not for workers. */
    private HttpURLConnection open(String authorization) throws IOException {
        HttpURLConnection opened =
                (HttpURLConnection) endpoint.uri(path).toURL().openConnection(Proxy.NO_PROXY);
        opened.setRequestMethod(method);
        opened.setInstanceFollowRedirects(false);
        opened.setUseCaches(false);
        opened.setConnectTimeout((int) CONNECT.toMillis());
        // Whoever waits aborts it before; this only keeps a thread from waiting for ever.
        opened.setReadTimeout((int) Math.min(Integer.MAX_VALUE, 2 * within.toMillis()));
        if (!authorization.isEmpty()) {
            opened.setRequestProperty("Authorization", authorization);
        }
        opened.setRequestProperty("Content-Type", "application/json");
        return opened;
    }

    private byte[] bounded(InputStream in) throws IOException, BadMessageException {
        int longest = endpoint.answers().longest();
        byte[] body = in.readNBytes(longest);
        if (body.length == longest && in.read() >= 0) {
            abort();
            throw new BadMessageException("it is longer than the " + longest + " bytes that an answer may have");
        }
        return body;
    }

    /** After this time an exchange is given up by its caller. */
    Duration within() {
        return within;
    }

    /** Gives it up, from any thread: who waits for it is told at once. */
    void abort() {
        aborted = true;
        HttpURLConnection opened = connection;
        if (opened != null) {
            opened.disconnect();
        }
    }
}
