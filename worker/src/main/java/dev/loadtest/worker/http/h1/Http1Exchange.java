package dev.loadtest.worker.http.h1;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.Callbacks;
import dev.loadtest.worker.http.message.Hops;
import dev.loadtest.worker.http.message.ResponseReader;
import dev.loadtest.worker.http.message.WebRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request over HTTP/1.1 from its permit to its end, including the redirects that it follows. */
final class Http1Exchange implements Transport.Exchange, Dial.Owner<Http1Connection>, ResponseReader.BodyLimit {
    private final Http1Client client;
    private final int bodyLimit;
    private final Transport.Listener listener;
    private final Hops hops;
    private Http1Request request;
    private @Nullable Dial<Http1Connection> dial;
    private @Nullable Http1Connection connection;
    private long connectNanos;
    private long firstByteNanos = -1;
    private long bytesSent;
    private long bytesReceived;
    private boolean repeated;
    private boolean over;

    Http1Exchange(
            Http1Client client,
            PreparedRequest prepared,
            Http1Request request,
            int bodyLimit,
            Transport.Listener listener) {
        this.client = client;
        this.request = request;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
        this.hops = new Hops(prepared, client.origin());
    }

    Http1Request request() {
        return request;
    }

    @Override
    public int bodyLimit(int status) {
        return listener.bodyLimit(status, bodyLimit);
    }

    /** Destination of the current request; null for the target. */
    @Nullable
    Origin redirectedTo() {
        return hops.redirectedTo();
    }

    void opening(Dial<Http1Connection> by) {
        dial = by;
    }

    /** Bytes were handed to the connection; negative where it turned out that it had taken none. */
    void sent(long bytes) {
        bytesSent += bytes;
    }

    /** Bytes of its response were read. */
    void received(long bytes) {
        bytesReceived += bytes;
    }

    /** Its response has begun, and is not complete. */
    void begun(long nanos) {
        firstByteNanos = nanos;
    }

    @Override
    public long firstByteNanos() {
        return firstByteNanos;
    }

    @Override
    public long bytesSent() {
        return bytesSent;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }

    void use(Http1Connection open) {
        connection = open;
        open.send(this);
    }

    /** The connection was closed before anything was sent: uses a new one. */
    void unsent() {
        connection = null;
        client.sendInstead(this);
    }

    /**
     * @param unheard whether a reused connection broke before a byte of the response, so that the peer may not have
     *     received the request
     */
    void brokenOff(Failure failure, boolean unheard) {
        if (unheard && request.frame().idempotent() && !repeated && !over) {
            repeated = true;
            connection = null;
            listener.again(() -> proceed(client::sendAgain));
        } else {
            failed(failure);
        }
    }

    @Override
    public void connected(Http1Connection open, long nanos) {
        dial = null;
        connectNanos += nanos;
        listener.connected(connectNanos);
        use(open);
    }

    @Override
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            client.pool().free(() -> listener.failed(failure.errorCause(), failure.detail()));
        }
    }

    void completed(Transport.Response response) {
        if (over) {
            return;
        }
        hops.keepCookies(response);
        String location = hops.location(response);
        if (location != null) {
            follow(response.status(), location);
            return;
        }
        over = true;
        boolean none = client.pool().free();
        try {
            listener.completed(response);
        } catch (RuntimeException | Error e) {
            Callbacks.failed(e);
        }
        client.pool().available(none);
    }

    private void follow(int status, String location) {
        connection = null;
        try {
            WebRequest to = hops.follow(status, location);
            firstByteNanos = -1;
            request = client.encoded(to).withCookie(hops.cookies(to));
            repeated = false;
            listener.again(() -> proceed(client::start));
        } catch (Failure failure) {
            failed(failure);
        }
    }

    /** Sends again, unless the exchange was cancelled while it waited for its turn. */
    private void proceed(Consumer<Http1Exchange> send) {
        if (!over) {
            send.accept(this);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (dial != null) {
            dial.cancel();
        }
        if (connection != null) {
            connection.abandon(this);
        }
        client.pool().free(() -> {});
    }
}
