package dev.loadtest.worker.http.h2;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import io.vertx.core.internal.http.HttpClientTransport;
import io.vertx.core.internal.net.endpoint.EndpointResolverInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.spi.metrics.Metrics;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of vertx-web-client: one connection opened by us, instead of a pool that would queue requests and
 * open uncounted connections.
 */
final class ConnectionClient implements HttpClientInternal {

    /** Receives the web client's request before anything is sent. */
    interface Made {
        void made(HttpClientRequest request);
    }

    private final VertxInternal vertx;
    private final HttpClientConnection connection;
    private Made next = request -> {};

    ConnectionClient(VertxInternal vertx, HttpClientConnection connection) {
        this.vertx = vertx;
        this.connection = connection;
    }

    /** Sets the receiver of the next request, which the web client creates within its {@code send}. */
    void next(Made made) {
        next = made;
    }

    @Override
    public Future<HttpClientRequest> request(RequestOptions options) {
        Made made = next;
        return connection.request(options).onSuccess(made::made);
    }

    @Override
    public VertxInternal vertx() {
        return vertx;
    }

    @Override
    public HttpClientConfig config() {
        return new HttpClientConfig();
    }

    @Override
    public Future<Void> shutdown(Duration timeout) {
        return connection.shutdown(timeout);
    }

    @Override
    public Future<HttpClientConnection> connect(HttpConnectOptions options) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Function<HttpClientResponse, Future<RequestOptions>> redirectHandler() {
        throw new UnsupportedOperationException("redirects are followed by WebExchange");
    }

    @Override
    public HttpClientInternal exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public HttpClientTransport tcpTransport() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HttpClientTransport quicTransport() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EndpointResolverInternal originResolver() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EndpointResolverInternal resolver() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> closeFuture() {
        return Future.succeededFuture();
    }

    @Override
    public @Nullable Metrics getMetrics() {
        return null;
    }
}
