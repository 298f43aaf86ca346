package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.Callbacks;
import dev.loadtest.worker.http.message.Hops;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.UploadStream;
import dev.loadtest.worker.http.message.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP/2 with one permit, including the redirects that it follows. The permit is a stream of one of the
 * pool's connections, and moves to another connection if that one has gone without processing the request.
 */
public final class Http2Exchange implements Transport.Exchange, Dial.Owner<Http2Connection>, Http2Stream.Owner {
    /**
     * Retries after connections that went away without processing the request: connections opened together often go
     * together.
     */
    public static final int MAX_FUTILE_RETRIES = 2;

    private final Http2Client client;
    private final int bodyLimit;
    private final Transport.Listener listener;
    private final Hops hops;
    private Http2Request request;
    private Http2Line line;
    private @Nullable Dial<Http2Connection> dial;
    private @Nullable Http2Connection connection;
    private @Nullable Http2Stream stream;
    private @Nullable UploadStream preparing;
    private int futileRetries;
    private boolean refused;
    private long connectNanos;
    private long firstByteNanos = -1;
    private long bytesSent;
    private long bytesReceived;
    private boolean over;

    /** @param line of which it has taken a stream */
    Http2Exchange(
            Http2Client client,
            PreparedRequest prepared,
            Http2Request request,
            Http2Line line,
            int bodyLimit,
            Transport.Listener listener) {
        this.client = client;
        this.request = request;
        this.line = line;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
        this.hops = new Hops(prepared, client.origin());
    }

    /** Sends the request, over an open connection at once. Its listener is not notified within this call. */
    void start() {
        if (over) {
            return;
        }
        Origin to = hops.origin();
        if (to.equals(client.origin())) {
            line = client.pool().current(line);
            line.connect(this);
        } else {
            dial = client.dial(to, this);
        }
    }

    private boolean isAtTarget() {
        return hops.origin().equals(client.origin());
    }

    @Override
    public void connected(Http2Connection open, long nanos) {
        dial = null;
        if (over) {
            return;
        }
        if (nanos != Dial.NOT_OPENED) {
            connectNanos += nanos;
            listener.connected(connectNanos);
        }
        connection = open;
        Upload upload = request.frame().upload();
        if (upload == null) {
            send(open, null);
        } else {
            client.loop().eventLoop().execute(() -> prepare(open, upload));
        }
    }

    /** Opens the upload before the stream: of one that cannot be read nothing is sent. */
    private void prepare(Http2Connection open, Upload upload) {
        if (over) {
            return;
        }
        UploadStream body = new UploadStream(client.loop(), upload);
        preparing = body;
        body.begin(() -> {
            preparing = null;
            Failure unreadable = body.failure();
            if (unreadable != null) {
                failed(unreadable);
            } else {
                send(open, body);
            }
        });
    }

    private void send(Http2Connection open, @Nullable UploadStream upload) {
        Http2Stream made = new Http2Stream(this, request, upload);
        stream = made;
        open.send(made);
    }

    @Override
    public void sent(long bytes) {
        bytesSent += bytes;
    }

    @Override
    public void received(long bytes) {
        bytesReceived += bytes;
    }

    @Override
    public void begun(long nanos) {
        firstByteNanos = nanos;
    }

    @Override
    public int bodyLimit(int status) {
        return listener.bodyLimit(status, bodyLimit);
    }

    @Override
    public void completed(Transport.Response response) {
        if (over) {
            return;
        }
        release();
        hops.keepCookies(response);
        String location = hops.location(response);
        if (location != null) {
            follow(response.status(), location);
            return;
        }
        over = true;
        boolean none = client.pool().giveBack(line);
        try {
            listener.completed(response);
        } catch (RuntimeException | Error e) {
            Callbacks.failed(e);
        }
        client.pool().available(none);
    }

    private void follow(int status, String location) {
        try {
            WebRequest to = hops.follow(status, location);
            request = client.encoded(to).withCookie(hops.cookies(to));
            firstByteNanos = -1;
            listener.again(this::start);
        } catch (Failure failure) {
            failed(failure);
        }
    }

    @Override
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            release();
            boolean none = client.pool().giveBack(line);
            Callbacks.tell(() -> listener.failed(failure.errorCause(), failure.detail()));
            client.pool().available(none);
        }
    }

    /**
     * The target cannot have processed it. A target that goes away after a number of streams leaves the others to its next
     * connection: as long as each connection processes some, all are processed in the end.
     */
    @Override
    public void unprocessed(Failure failure) {
        boolean futile = connection == null || !connection.hasProcessed();
        if (futile && futileRetries++ == MAX_FUTILE_RETRIES) {
            failed(failure);
        } else {
            sendAgain();
        }
    }

    /** The target refused its stream. Sent again once: a target that refuses within its own limit affects the load. */
    @Override
    public void refused(Failure failure) {
        if (refused) {
            failed(failure);
        } else {
            refused = true;
            sendAgain();
        }
    }

    /** All bodies can be read again: they are in memory or in files. */
    private void sendAgain() {
        if (!over) {
            client.countRetry();
            release();
            listener.again(this::start);
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
        line.forget(this);
        if (preparing != null) {
            preparing.close();
        }
        if (connection != null && stream != null) {
            connection.cancel(stream);
        }
        release();
        boolean none = client.pool().giveBack(line);
        client.pool().available(none);
    }

    /** A connection to the target is shared and stays open. */
    private void release() {
        Http2Connection used = connection;
        connection = null;
        stream = null;
        if (used != null && !isAtTarget()) {
            used.close();
        }
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
}
