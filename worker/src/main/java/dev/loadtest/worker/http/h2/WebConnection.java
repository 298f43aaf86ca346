package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Origin;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.LinkedHashSet;
import java.util.Set;

/** An HTTP/2 connection of Vert.x with a web client of its own. */
final class WebConnection {
    private static final WebClientOptions OPTIONS =
            new WebClientOptions().setFollowRedirects(false).setUserAgentEnabled(false);

    private final Origin origin;
    private final HttpClientConnection connection;
    private final ConnectionClient client;
    private final WebClient webClient;
    private final LastStream lastStream = new LastStream();
    private final Set<WebCall> waiting = new LinkedHashSet<>();
    private Runnable onClose = () -> {};
    private boolean closed;
    private boolean answered;

    /** @param release called once after closing */
    WebConnection(VertxLoop loop, Origin origin, HttpClientConnection connection, Runnable release) {
        this.origin = origin;
        this.connection = connection;
        this.client = new ConnectionClient(loop.context().owner(), connection);
        this.webClient = WebClient.wrap(client, OPTIONS);
        // Without a handler Vert.x logs for every broken connection what its requests report.
        connection.exceptionHandler(thrown -> {});
        connection.closeHandler(closing -> {
            closed = true;
            release.run();
            onClose.run();
        });
        ChannelHandlerContext context =
                ((UnpooledHttpClientConnection) connection).unwrap().channelHandlerContext();
        ReadFirst.install(context, () -> broken(loop));
        Http2ConnectionHandler http2 = (Http2ConnectionHandler) context.handler();
        InterimHeaders.keepFrom(http2);
        http2.connection().addListener(lastStream);
    }

    /** A later turn of the loop may take what waits for a stream elsewhere: this one is within a write. */
    private void broken(VertxLoop loop) {
        if (!closed) {
            closed = true;
            loop.eventLoop().execute(() -> onClose.run());
        }
    }

    Origin origin() {
        return origin;
    }

    HttpClientConnection connection() {
        return connection;
    }

    ConnectionClient client() {
        return client;
    }

    WebClient webClient() {
        return webClient;
    }

    /** The peer's reports of unprocessed streams. */
    LastStream lastStream() {
        return lastStream;
    }

    void answered() {
        answered = true;
    }

    /** Whether any request was processed on it. */
    boolean hasProcessed() {
        return answered || lastStream.hasProcessed();
    }

    /** Whether no more streams can be requested. */
    boolean isLeft() {
        return closed || lastStream.isGoingAway();
    }

    /** Requests that wait for a stream, beyond the peer's limit. */
    Set<WebCall> waiting() {
        return waiting;
    }

    /** Sets the callback for its closing; called at once if it is closed. */
    void onClose(Runnable listener) {
        onClose = listener;
        if (closed) {
            listener.run();
        }
    }

    void close() {
        closed = true;
        connection.close();
    }
}
