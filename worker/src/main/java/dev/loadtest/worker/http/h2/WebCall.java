package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.HeadReader;
import dev.loadtest.worker.http.message.KeptBody;
import dev.loadtest.worker.http.message.RequestRules;
import dev.loadtest.worker.http.message.ResponseReader;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.UploadStream;
import dev.loadtest.worker.http.message.WebRequest;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request and its response on an HTTP/2 stream, with the web client. */
final class WebCall {
    /** Connection-specific headers, forbidden in HTTP/2 (RFC 9113 section 8.2.2). */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "upgrade");

    private static final long CANCEL = 8;

    /** Notified once of the end, never after a cancellation. */
    interface Owner {
        void completed(HttpResponse<KeptBody> response);

        void failed(Failure failure);

        /** The same for a request that the target cannot have processed: it may be sent again. */
        void unprocessed(Failure failure);

        /** The same if the target refused the stream and its connection stays. */
        void refused(Failure failure);
    }

    private final VertxLoop loop;
    private final WebConnection connection;
    private final WebRequest request;
    private final @Nullable Upload upload;
    private final Owner owner;
    private final CallBytes bytes;
    private @Nullable UploadStream stream;
    private @Nullable HttpClientRequest made;
    private int interim;
    private boolean over;

    /** @param bodyLimit bytes of the response's body to keep */
    WebCall(
            VertxLoop loop,
            WebConnection connection,
            WebRequest request,
            @Nullable Upload upload,
            int bodyLimit,
            Owner owner) {
        this.loop = loop;
        this.connection = connection;
        this.request = request;
        this.upload = upload;
        this.owner = owner;
        this.bytes = new CallBytes(request, loop::nanos, new KeptBody(bodyLimit));
    }

    /** Its bytes so far. */
    CallBytes bytes() {
        return bytes;
    }

    void start() {
        loop.context().dispatch(() -> {
            if (upload == null) {
                send();
            } else {
                UploadStream body = new UploadStream(loop, upload);
                stream = body;
                body.begin(() -> begun(body));
            }
        });
    }

    /** Creates the request only now: Vert.x never releases an HTTP/2 stream on which nothing was sent. */
    private void begun(UploadStream body) {
        Failure broken = body.failure();
        if (broken != null) {
            fail(broken);
        } else {
            send();
        }
    }

    private void send() {
        if (connection.isLeft()) {
            loop.eventLoop().execute(this::waitsInVain);
            return;
        }
        HttpRequest<KeptBody> http = prepare().as(new KeptBodyCodec(bytes.responseBody()));
        connection.client().next(this::made);
        send(http).onComplete(outcome -> {
            if (outcome.failed() && isLeftOut()) {
                unprocessed(Failure.ofExchange(outcome.cause()));
            } else if (outcome.failed() && isRefused(outcome.cause())) {
                refused(Failure.ofExchange(outcome.cause()));
            } else {
                // One turn of the loop later, when frames of the same packet after the response have been processed.
                loop.eventLoop().execute(() -> ended(outcome.result(), outcome.cause()));
            }
        });
        if (made == null && !over) {
            connection.waiting().add(this);
        }
    }

    private HttpRequest<Buffer> prepare() {
        Origin origin = request.origin();
        // For the Host header or :authority only; the destination was decided before.
        String host = origin.bracketedHost();
        HttpRequest<Buffer> http = connection
                .webClient()
                .request(HttpMethod.valueOf(request.method()), origin.called().port(), host, request.target());
        boolean agent = false;
        for (Field field : request.headers()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            agent |= name.equals("user-agent");
            if (!HOP_BY_HOP.contains(name)) {
                http.putHeader(field.name(), field.value());
            }
        }
        return agent ? http : http.putHeader("User-Agent", RequestRules.USER_AGENT);
    }

    private Future<HttpResponse<KeptBody>> send(HttpRequest<KeptBody> http) {
        if (upload != null && stream != null) {
            http.putHeader("Content-Type", upload.contentType());
            http.putHeader("Content-Length", Long.toString(upload.length()));
            return http.sendStream(stream);
        }
        if (request.content() instanceof Bytes bytes) {
            http.putHeader("Content-Type", bytes.contentType());
            return http.sendBuffer(Buffer.buffer(bytes.bytes()));
        }
        if (RequestRules.WITH_BODY.contains(request.method())) {
            http.putHeader("Content-Length", "0");
        }
        return http.send();
    }

    private void made(HttpClientRequest client) {
        made = client;
        connection.waiting().remove(this);
        // Without a handler Vert.x logs the same as the response's future.
        client.exceptionHandler(thrown -> {});
        client.continueHandler(ignored -> countInterim());
        client.earlyHintsHandler(headers -> countInterim());
        if (over) {
            if (!connection.isLeft()) {
                // A stream is released only if something was sent on it.
                client.writeHead();
            }
            client.reset(CANCEL);
        } else {
            bytes.sends(client, stream);
        }
    }

    private void countInterim() {
        if (++interim > ResponseReader.MAX_INTERIM) {
            fail(Failure.protocol("more than " + ResponseReader.MAX_INTERIM + " interim responses"));
        }
    }

    private void ended(@Nullable HttpResponse<KeptBody> response, @Nullable Throwable thrown) {
        if (over) {
            return;
        }
        if (response == null) {
            brokenOff(bodyFailure(thrown));
        } else if (response.statusCode() < 200) {
            fail(Failure.protocol(
                    "an interim response, of status " + response.statusCode() + ", that was not requested"));
        } else if (response.headers().entries().size() > HeadReader.MAX_HEADERS) {
            fail(Failure.protocol("the response has more than " + HeadReader.MAX_HEADERS + " headers"));
        } else {
            over = true;
            connection.answered();
            owner.completed(response);
        }
    }

    private Failure bodyFailure(@Nullable Throwable thrown) {
        UploadStream body = stream;
        Failure broken = body == null ? null : body.failure();
        if (broken != null) {
            return broken;
        }
        return thrown == null ? Failure.reset("no response") : Failure.ofExchange(thrown);
    }

    private void brokenOff(Failure failure) {
        // A stream gets its number with the first frame sent on it.
        if (made != null && made.streamId() < 0 && isReadable()) {
            unprocessed(failure);
        } else {
            fail(failure);
        }
    }

    /** The connection has gone: Vert.x would leave requests that wait for a stream pending. */
    void waitsInVain() {
        unprocessed(Failure.reset("the connection went away before it had a stream for the request"));
    }

    private void unprocessed(Failure failure) {
        if (!over) {
            leave();
            owner.unprocessed(failure);
        }
    }

    private void refused(Failure failure) {
        if (!over) {
            leave();
            owner.refused(failure);
        }
    }

    /** Refused streams were not processed (RFC 9113 section 8.7). */
    private boolean isRefused(Throwable thrown) {
        HttpClientRequest client = made;
        return client != null
                && thrown instanceof StreamResetException reset
                && reset.getCode() == Http2Error.REFUSED_STREAM.code()
                && isUnanswered(client);
    }

    /**
     * Whether the target has gone away without processing the request. A request whose response has begun was
     * processed, whatever the target reports.
     */
    private boolean isLeftOut() {
        HttpClientRequest client = made;
        return client != null && connection.lastStream().leavesOut(client.streamId()) && isUnanswered(client);
    }

    private boolean isUnanswered(HttpClientRequest client) {
        return interim == 0 && !client.response().succeeded() && isReadable();
    }

    private boolean isReadable() {
        return stream == null || stream.failure() == null;
    }

    private void fail(Failure failure) {
        if (!over) {
            cancel();
            owner.failed(failure);
        }
    }

    /** Whether the target has read the whole request, so that no part of it is still to be sent. */
    boolean isSent() {
        return stream == null || stream.isOver();
    }

    /** Cancels it without notifying. */
    void cancel() {
        leave();
        if (made != null) {
            made.reset(CANCEL);
        }
    }

    private void leave() {
        over = true;
        connection.waiting().remove(this);
        if (stream != null) {
            stream.close();
        }
    }
}
