package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.Cookies;
import dev.loadtest.worker.http.message.KeptBody;
import dev.loadtest.worker.http.message.Redirects;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.WebRequest;
import io.vertx.ext.web.client.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A request over HTTP/2 with one permit, including the redirects that it follows. */
public final class WebExchange implements Transport.Exchange, Dial.Owner<WebConnection>, WebCall.Owner {
    /**
     * Retries after connections that went away without processing the request: connections opened together often go
     * together.
     */
    public static final int MAX_FUTILE_RETRIES = 2;

    private final WebClients clients;
    private final Http2Permit permit;
    private final Transport.Listener listener;
    private final int followRedirects;
    private final @Nullable CookieJar cookies;
    private final int bodyLimit;
    private WebRequest request;
    private int followed;
    private int futileRetries;
    private boolean refused;
    private long connectNanos;
    private long firstByteNanos = -1;
    /** Of calls that have ended. */
    private long bytesSent;

    private long bytesReceived;
    private Runnable stopConnecting = () -> {};
    private @Nullable WebConnection connection;
    private @Nullable WebCall call;
    private boolean over;

    public WebExchange(
            WebClients clients,
            Http2Permit permit,
            WebRequest request,
            int followRedirects,
            @Nullable CookieJar cookies,
            int bodyLimit,
            Transport.Listener listener) {
        this.clients = clients;
        this.permit = permit;
        this.request = request;
        this.followRedirects = followRedirects;
        this.cookies = cookies;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
    }

    /** Begins; not within {@code send}, whose caller must not be notified yet. */
    public void start() {
        if (!over) {
            boolean toTarget = request.origin().equals(clients.origin());
            stopConnecting = toTarget ? permit.connect(this) : clients.dial(request.origin(), this)::cancel;
        }
    }

    @Override
    public void connected(WebConnection open, long nanos) {
        if (nanos != Dial.NOT_OPENED) {
            connectNanos += nanos;
            listener.connected(connectNanos);
        }
        connection = open;
        try {
            Upload upload = Upload.needed(request.content()) ? Upload.of(request.content(), clients.boundary()) : null;
            WebRequest sent = request.withCookie(Cookies.header(cookies, request.origin(), request.target()));
            WebCall made = new WebCall(clients.loop(), open, sent, upload, bodyLimit, this);
            call = made;
            made.start();
        } catch (Failure failure) {
            failed(failure);
        }
    }

    @Override
    public void completed(HttpResponse<KeptBody> response) {
        boolean sent = call != null && call.isSent();
        if (!sent && call != null) {
            // The answer came before the end of the request: the rest must not follow.
            call.cancel();
        }
        release();
        WebHeaders headers = new WebHeaders(response.headers());
        Cookies.received(cookies, request.origin(), request.target(), headers);
        String location = headers.first("location");
        if (followRedirects == 0 || location == null || !Redirects.isRedirect(response.statusCode())) {
            end(() -> listener.completed(new Transport.Response(
                    response.statusCode(),
                    headers,
                    response.body().bytes(),
                    response.body().truncated())));
            return;
        }
        try {
            follow(response.statusCode(), location);
        } catch (Failure failure) {
            failed(failure);
        }
    }

    private void follow(int status, String location) throws Failure {
        if (++followed > followRedirects) {
            throw new Failure(ErrorCause.REDIRECT, "more than " + followRedirects + " redirects");
        }
        request = Redirects.follow(request, status, location, clients.origin());
        firstByteNanos = -1;
        listener.again(this::start);
    }

    @Override
    public void failed(Failure failure) {
        release();
        end(() -> listener.failed(failure.errorCause(), failure.detail()));
    }

    /**
     * A target that goes away after a number of streams leaves the others to its next connection: as long as each
     * connection processes some, all are processed in the end.
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

    /** Once: a target that refuses a stream within its own limit affects the load. */
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
        clients.countRetry();
        release();
        listener.again(this::start);
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        stopConnecting.run();
        if (call != null) {
            call.cancel();
        }
        release();
        end(() -> {});
    }

    @Override
    public long firstByteNanos() {
        return call == null ? firstByteNanos : call.bytes().firstByteNanos();
    }

    @Override
    public long bytesSent() {
        return bytesSent + (call == null ? 0 : call.bytes().sent());
    }

    @Override
    public long bytesReceived() {
        return bytesReceived + (call == null ? 0 : call.bytes().received());
    }

    private void end(Runnable tell) {
        if (!over) {
            over = true;
            permit.free(tell);
        }
    }

    /** A connection to the target is shared and stays open. */
    private void release() {
        if (call != null) {
            bytesSent = bytesSent();
            bytesReceived = bytesReceived();
            firstByteNanos = firstByteNanos();
        }
        WebConnection used = connection;
        connection = null;
        call = null;
        if (used != null && !used.origin().equals(clients.origin())) {
            used.close();
        }
    }
}
