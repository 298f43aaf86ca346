package dev.loadtest.worker.http.h1;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.ChannelOpener;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.dial.SharedReceiver;
import dev.loadtest.worker.http.dial.TlsSettings;
import dev.loadtest.worker.http.message.Cookies;
import dev.loadtest.worker.http.message.WebRequest;

/** Sends requests over HTTP/1.1, to the target and to redirects' locations. */
public final class Http1Client {
    private final VertxLoop loop;
    private final Http1Pool pool;
    private final Addresses addresses;
    private final TlsSettings tls;
    private final Origin origin;
    private final String authority;
    private final String boundary;
    private final SharedReceiver receiver = new SharedReceiver();
    private final ChannelOpener<Http1Connection> opener;
    private long replaced;
    private long repeated;

    /** @param boundary between the parts of forms */
    public Http1Client(
            VertxLoop loop, Http1Pool pool, Addresses addresses, Target target, TlsSettings tls, String boundary) {
        this.loop = loop;
        this.pool = pool;
        this.addresses = addresses;
        this.tls = tls;
        this.origin = Origin.of(target);
        this.authority = origin.authority();
        this.boundary = boundary;
        this.opener = opener(origin, true);
    }

    public Transport.Exchange send(PreparedRequest prepared, int bodyLimit, Transport.Listener listener)
            throws Failure {
        Http1Request request = Http1Request.of(prepared, authority, boundary)
                .withCookie(Cookies.header(prepared.cookies(), origin, prepared.target()));
        pool.take();
        Http1Exchange exchange = new Http1Exchange(this, prepared, request, bodyLimit, listener);
        startToTarget(exchange);
        return exchange;
    }

    /** Sends the request of an exchange that has a permit, over an idle connection if there is one. */
    public void start(Http1Exchange exchange) {
        Origin to = exchange.redirectedTo();
        if (to == null || to.equals(origin)) {
            startToTarget(exchange);
        } else {
            open(exchange);
        }
    }

    private void startToTarget(Http1Exchange exchange) {
        Http1Connection idle = pool.poll();
        if (idle != null) {
            exchange.use(idle);
        } else {
            open(exchange);
        }
    }

    private void open(Http1Exchange exchange) {
        pool.trim();
        Origin hop = exchange.redirectedTo();
        Origin to = hop == null ? origin : hop;
        ChannelOpener<Http1Connection> by = to.equals(origin) ? opener : opener(to, false);
        exchange.opening(new Dial<>(loop, addresses, to, by, exchange));
    }

    /** @param ofTarget whether connections may wait in the pool for more requests */
    private ChannelOpener<Http1Connection> opener(Origin to, boolean ofTarget) {
        return new ChannelOpener<>(
                loop,
                receiver,
                to,
                tls,
                (channel, opened) -> opened.connected(new Http1Connection(pool, ofTarget, loop, channel)));
    }

    /** A request in the form for a redirect's location. */
    Http1Request encoded(WebRequest hop) throws Failure {
        return Http1Request.of(
                hop, hop.origin().equals(origin) ? authority : hop.origin().authority(), boundary);
    }

    /** Opens a connection for a request whose given one the target had closed; it keeps its permit. */
    void sendInstead(Http1Exchange exchange) {
        replaced++;
        open(exchange);
    }

    /** Opens a connection for a possibly lost request that may be repeated; it keeps its permit. */
    void sendAgain(Http1Exchange exchange) {
        repeated++;
        open(exchange);
    }

    /** Number of requests moved to another connection before any byte was sent. */
    public long replaced() {
        return replaced;
    }

    /** Number of requests sent a second time. */
    public long repeated() {
        return repeated;
    }

    public Origin origin() {
        return origin;
    }

    public Http1Pool pool() {
        return pool;
    }

    /** Closes idle connections and shared resources; active ones continue. */
    public void close() {
        pool.closeIdle();
        receiver.close();
    }
}
