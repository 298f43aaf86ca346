package dev.loadtest.control.remote;

import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.control.seal.SealedHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request to a worker and its answer; blocks the calling thread. Connections are reused. */
final class Exchange {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final WorkerEndpoint endpoint;
    private final String method;
    private final String path;
    private final Duration within;
    private volatile @Nullable HttpURLConnection connection;
    private volatile boolean aborted;

    /** @param within time after which the caller gives up */
    Exchange(WorkerEndpoint endpoint, String method, String path, Duration within) {
        this.endpoint = endpoint;
        this.method = method;
        this.path = path;
        this.within = within;
    }

    /**
     * An answer of any status.
     *
     * @param seal empty if it has none
     * @param room reserved bytes of the run's budget, until closed
     */
    record Response(int status, byte[] body, Optional<String> seal, AnswerBudget.Taken room) implements AutoCloseable {
        @Override
        public void close() {
            room.close();
        }
    }

    /**
     * Sends the request and waits for the answer.
     *
     * @param authorization empty if none is needed
     * @throws BadMessageException if the answer exceeds the run's budget; no more than that is read
     * @throws IOException if it is unknown whether the request arrived
     */
    Response send(String authorization, byte[] body) throws IOException, BadMessageException {
        HttpURLConnection opened = open(authorization);
        connection = opened;
        if (aborted) {
            throw new IOException("the request was cancelled");
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

    /** An answer whose declared length is too long is not read at all. */
    private AnswerBudget.Taken room(long length) throws IOException, BadMessageException {
        try {
            return endpoint.answers().take(length, within.toMillis());
        } catch (BadMessageException tooLong) {
            abort();
            throw tooLong;
        }
    }

    /** Ignores proxies of the environment. */
    private HttpURLConnection open(String authorization) throws IOException {
        HttpURLConnection opened =
                (HttpURLConnection) endpoint.uri(path).toURL().openConnection(Proxy.NO_PROXY);
        opened.setRequestMethod(method);
        opened.setInstanceFollowRedirects(false);
        opened.setUseCaches(false);
        opened.setConnectTimeout((int) CONNECT.toMillis());
        // The caller aborts earlier; this only bounds the thread's wait.
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

    /** Time after which the caller gives up. */
    Duration within() {
        return within;
    }

    /** Aborts the exchange from any thread; the waiting thread fails at once. */
    void abort() {
        aborted = true;
        HttpURLConnection opened = connection;
        if (opened != null) {
            opened.disconnect();
        }
    }
}
