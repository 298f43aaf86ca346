package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.ChannelOpener;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.dial.SharedReceiver;
import dev.loadtest.worker.http.dial.TlsSettings;
import dev.loadtest.worker.http.message.Cookies;
import dev.loadtest.worker.http.message.WebRequest;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/** Sends requests over HTTP/2, to the target and to redirects' locations. */
public final class Http2Client {
    /** Its name in ALPN (RFC 9113 section 3.2). */
    public static final String PROTOCOL = "h2";

    private final VertxLoop loop;
    private final Addresses addresses;
    private final TlsSettings tls;
    private final Origin origin;
    private final String boundary;
    private final SharedReceiver receiver = new SharedReceiver();
    private final Http2Pool pool;
    private long retries;

    /**
     * For a target.
     *
     * @param tls which offers {@link #PROTOCOL}
     * @param boundary between the parts of forms
     */
    public Http2Client(
            VertxLoop loop, Addresses addresses, Target target, Lifetime lifetime, TlsSettings tls, String boundary) {
        this.loop = loop;
        this.addresses = addresses;
        this.tls = tls;
        this.origin = Origin.of(target);
        this.boundary = boundary;
        this.pool =
                new Http2Pool(target.connections(), lifetime, owner -> dial(origin, owner), loop.eventLoop()::execute);
    }

    /** Sends a request; a stream must be available. */
    public Transport.Exchange send(PreparedRequest prepared, int bodyLimit, Transport.Listener listener)
            throws Failure {
        Http2Request request = Http2Request.of(prepared, origin, boundary)
                .withCookie(Cookies.header(prepared.cookies(), origin, prepared.target()));
        Http2Exchange exchange = new Http2Exchange(this, prepared, request, pool.take(), bodyLimit, listener);
        exchange.start();
        return exchange;
    }

    /** Number of requests that may be sent now. */
    public int available() {
        return pool.available();
    }

    /** Sets the callback for {@link #available()} rising from zero. */
    public void onAvailable(Runnable listener) {
        pool.onAvailable(listener);
    }

    /** Whether another request would open a connection. */
    public boolean needsConnection() {
        return pool.needsConnection();
    }

    /** Number of connections without requests. */
    public int idle() {
        return pool.idle();
    }

    VertxLoop loop() {
        return loop;
    }

    Http2Pool pool() {
        return pool;
    }

    /** Of the target. */
    Origin origin() {
        return origin;
    }

    /** A request in the form for a redirect's location. */
    Http2Request encoded(WebRequest hop) throws Failure {
        return Http2Request.of(hop, boundary);
    }

    Dial<Http2Connection> dial(Origin to, Dial.Owner<Http2Connection> owner) {
        return new Dial<>(loop, addresses, to, new ChannelOpener<>(loop, receiver, to, tls, this::begin), owner);
    }

    private void begin(Channel channel, Dial.Opened<Http2Connection> opened) {
        SslHandler encryption = channel.pipeline().get(SslHandler.class);
        if (encryption != null && !PROTOCOL.equals(encryption.applicationProtocol())) {
            opened.failed(Failure.protocol("the target does not speak HTTP/2"));
        } else {
            Http2Connection.start(loop::nanos, channel, opened);
        }
    }

    /** A request is sent again that the target has left unprocessed. */
    void countRetry() {
        retries++;
    }

    /** Number of requests sent again because the target had not processed them. */
    public long retries() {
        return retries;
    }

    /** Closes all connections and shared resources. */
    public void close() {
        pool.close();
        receiver.close();
    }
}
