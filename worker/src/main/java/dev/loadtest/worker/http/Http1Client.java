package dev.loadtest.worker.http;

import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.run.Transport;
import dev.loadtest.worker.VertxLoop;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** Sends requests without a body, or with one that is in memory, over HTTP/1.1. */
final class Http1Client {
    private final VertxLoop loop;
    private final Http1Pool pool;
    private final Addresses addresses;
    private final Origin origin;
    private final String authority;
    private final Http1Opener opener;
    private long retries;

    Http1Client(
            VertxLoop loop,
            Http1Pool pool,
            Addresses addresses,
            Origin origin,
            String authority,
            @Nullable SslContext tls) {
        this.loop = loop;
        this.pool = pool;
        this.addresses = addresses;
        this.origin = origin;
        this.authority = authority;
        this.opener = new Http1Opener(loop, pool, origin, tls);
    }

    Transport.Exchange send(PreparedRequest prepared, int bodyLimit, Transport.Listener listener) throws Failure {
        Http1Request request = Http1Request.of(prepared, authority);
        pool.take();
        Http1Exchange exchange = new Http1Exchange(this, request, bodyLimit, listener);
        Http1Connection idle = pool.lean().poll();
        if (idle != null) {
            exchange.use(idle);
        } else {
            open(exchange);
        }
        return exchange;
    }

    private void open(Http1Exchange exchange) {
        pool.trim();
        exchange.opening(new Dial<>(loop, addresses, origin, opener, exchange));
    }

    /** Opens a connection for a request that was given one which the target had closed; it keeps its permit. */
    void sendAgain(Http1Exchange exchange) {
        retries++;
        open(exchange);
    }

    /** How many requests were sent again, nothing of them having been sent. */
    long retries() {
        return retries;
    }

    Http1Pool pool() {
        return pool;
    }

    /** Gives back what its connections share; those under way go on. */
    void close() {
        opener.close();
    }
}
