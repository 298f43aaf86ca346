package dev.loadtest.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
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

    /** What was answered, whatever the status. */
    record Response(int status, byte[] body) {}

    /**
     * Sends it and waits for the answer.
     *
     * @throws BadMessageException where the answer is longer than {@link ControlPaths#MAX_ANSWER_BYTES}
     * @throws IOException where it is not known whether the request came to the worker
     */
    Response send(byte[] body) throws IOException, BadMessageException {
        HttpURLConnection opened = open();
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
        try (InputStream in = status < 400 ? opened.getInputStream() : opened.getErrorStream()) {
            return new Response(status, in == null ? new byte[0] : bounded(in));
        }
    }

    /** Proxies of the environment are not for workers. */
    private HttpURLConnection open() throws IOException {
        HttpURLConnection opened =
                (HttpURLConnection) endpoint.uri(path).toURL().openConnection(Proxy.NO_PROXY);
        opened.setRequestMethod(method);
        opened.setInstanceFollowRedirects(false);
        opened.setUseCaches(false);
        opened.setConnectTimeout((int) CONNECT.toMillis());
        // Whoever waits aborts it before; this only keeps a thread from waiting for ever.
        opened.setReadTimeout((int) Math.min(Integer.MAX_VALUE, 2 * within.toMillis()));
        opened.setRequestProperty("Authorization", TokenCheck.SCHEME + endpoint.token());
        opened.setRequestProperty("Content-Type", "application/json");
        return opened;
    }

    private byte[] bounded(InputStream in) throws IOException, BadMessageException {
        byte[] body = in.readNBytes(ControlPaths.MAX_ANSWER_BYTES + 1);
        if (body.length > ControlPaths.MAX_ANSWER_BYTES) {
            abort();
            throw new BadMessageException("the answer is longer than " + ControlPaths.MAX_ANSWER_BYTES + " bytes");
        }
        return body;
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
