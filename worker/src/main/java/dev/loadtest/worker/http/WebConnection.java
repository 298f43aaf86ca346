package dev.loadtest.worker.http;

/** An HTTP/1.1 connection of vertx-web-client. */
final class WebConnection extends Http1Pool.Member {
    @Override
    void close() {}
}
