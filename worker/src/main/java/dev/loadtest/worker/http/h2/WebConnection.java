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

/** A connection of Vert.x over HTTP/2, with a web client of its own to speak over it. */
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

    /** @param release called once when it has closed */
    WebConnection(VertxLoop loop, Origin origin, HttpClientConnection connection, Runnable release) {
        this.origin = origin;
        this.connection = connection;
        this.client = new ConnectionClient(loop.context().owner(), connection);
        this.webClient = WebClient.wrap(client, OPTIONS);
        // Without a handler Vert.x logs what every broken connection tells its request anyway.
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

    /** What its peer has said of the streams that it does not process. */
    LastStream lastStream() {
        return lastStream;
    }

    void answered() {
        answered = true;
    }

    /** Whether any request was processed over it. */
    boolean hasProcessed() {
        return answered || lastStream.hasProcessed();
    }

    /** Whether no stream may be asked for any more. */
    boolean isLeft() {
        return closed || lastStream.isGoingAway();
    }

    /** What waits for a stream, since there are as many as the peer allows. */
    Set<WebCall> waiting() {
        return waiting;
    }

    /** Sets who is told that it has closed; at once where it has. */
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
