package dev.loadtest.worker.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A well-behaved HTTP/2 server on loopback. */
final class Http2Server {
    private final Vertx vertx = Vertx.vertx();
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpConnection> first = new CompletableFuture<>();
    private final int port;

    Http2Server(@Nullable Identity identity, int maxStreams, Handler<HttpServerRequest> handler) throws Exception {
        this(identity, "", maxStreams, handler);
    }

    /** @param clients in PEM, the authority of the certificates that clients must show; empty where they need none */
    Http2Server(@Nullable Identity identity, String clients, int maxStreams, Handler<HttpServerRequest> handler)
            throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setHttp2ClearTextEnabled(true)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(maxStreams));
        if (identity != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    // Required to read the requested name.
                    .setSni(true)
                    .setKeyCertOptions(new PfxOptions()
                            .setPath(identity.keyStore().toString())
                            .setPassword(Identity.PASSWORD));
        }
        if (!clients.isEmpty()) {
            options.setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(clients)));
        }
        port = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    connections.add(connection);
                    first.complete(connection);
                })
                .requestHandler(handler)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .actualPort();
    }

    int port() {
        return port;
    }

    /** All connections opened so far. */
    List<HttpConnection> connections() {
        return connections;
    }

    /** Allows another number of streams on its first connection, once there is one; returns when the client has taken note of it. */
    void allow(int maxStreams) throws Exception {
        first.get(60, TimeUnit.SECONDS)
                .updateSettings(new Http2Settings().setMaxConcurrentStreams(maxStreams))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    /** Sends GOAWAY on a request's connection: streams above a number are not processed. */
    @SuppressWarnings("deprecation") // nothing else lets a test name the last stream
    static void goAway(HttpServerRequest request, long errorCode, long lastStream) {
        request.connection().goAway(errorCode, (int) lastStream);
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
