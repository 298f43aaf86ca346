package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.dial.TlsSettings;
import dev.loadtest.worker.http.h1.Http1Client;
import dev.loadtest.worker.http.h1.Http1Pool;
import dev.loadtest.worker.http.h2.Http2Client;
import dev.loadtest.worker.http.message.Upload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's transport on a Vert.x event loop. Except for {@link #open} and {@link #close}, confined to that loop.
 *
 * <p>For HTTP/1.1 a permit is a connection: {@link #available()} is the target's limit minus connections in use or
 * being opened. For HTTP/2 it is a stream; the number of streams is known once the first connection is open.
 */
public final class VertxTransport implements Transport, AutoCloseable {
    private final VertxLoop loop;
    private final Addresses addresses;
    private final Http1Pool pool;
    private final Http1Client http1;
    private final @Nullable Http2Client http2;
    private final String boundary;

    private VertxTransport(VertxLoop loop, Target target, TlsSettings tls, AddressPolicy policy, String boundary) {
        this.loop = loop;
        this.boundary = boundary;
        Lifetime lifetime = new Lifetime(target.reuse(), loop::nanos);
        this.pool = new Http1Pool(target.connections(), lifetime, loop.eventLoop()::execute);
        this.addresses = new Addresses(loop, policy);
        this.http1 = new Http1Client(loop, pool, addresses, target, tls, boundary);
        this.http2 = target.protocol() == Target.Protocol.HTTP2
                ? new Http2Client(loop, addresses, target, lifetime, tls, boundary)
                : null;
    }

    /**
     * Prepares for a target; connects to nothing yet. May block to read certificates.
     *
     * @throws IllegalArgumentException if the authority, the client certificate or its key is not PEM
     */
    public static VertxTransport open(VertxLoop loop, Target target, Resources resources, AddressPolicy policy) {
        return open(loop, target, resources, policy, Upload.boundary(target.authority(), 0));
    }

    /**
     * The same.
     *
     * @param boundary between the parts of forms
     */
    static VertxTransport open(
            VertxLoop loop, Target target, Resources resources, AddressPolicy policy, String boundary) {
        List<String> protocols = target.protocol() == Target.Protocol.HTTP2 ? List.of(Http2Client.PROTOCOL) : List.of();
        TlsSettings tls = TlsSettings.of(target.tls(), resources, protocols);
        return new VertxTransport(loop, target, tls, policy, boundary);
    }

    @Override
    public int available() {
        return http2 != null ? http2.available() : pool.available();
    }

    @Override
    public boolean needsConnection() {
        return http2 != null ? http2.needsConnection() : pool.idle() == 0;
    }

    /** Number of idle connections. */
    int idle() {
        return http2 != null ? http2.idle() : pool.idle();
    }

    @Override
    public Resends resends() {
        return new Resends(retries(), repeats());
    }

    /**
     * Number of requests moved to another connection than the one they were given: for HTTP/1.1 the target had closed
     * it between two requests, before any byte of this one was sent; for HTTP/2 the target went away and reported that
     * it had not processed the request, or refused its stream. On the loop.
     */
    long retries() {
        return http1.replaced() + (http2 == null ? 0 : http2.retries());
    }

    /**
     * Number of requests of idempotent methods sent a second time, because their reused connection broke before a byte
     * of the response. The target may have received both. On the loop.
     */
    long repeats() {
        return http1.repeated();
    }

    /** Boundary between the parts of its forms. */
    public String boundary() {
        return boundary;
    }

    @Override
    public void onAvailable(Runnable listener) {
        pool.onAvailable(listener);
        if (http2 != null) {
            http2.onAvailable(listener);
        }
    }

    @Override
    public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
        try {
            return http2 == null ? http1.send(request, bodyLimit, listener) : http2.send(request, bodyLimit, listener);
        } catch (Failure failure) {
            return refuse(failure, listener);
        }
    }

    /** Reports a request that cannot be sent at all; takes no permit. */
    private Exchange refuse(Failure failure, Listener listener) {
        boolean[] over = {false};
        loop.execute(() -> {
            if (!over[0]) {
                listener.failed(failure.errorCause(), failure.detail());
            }
        });
        return () -> over[0] = true;
    }

    /** Closes all idle connections, and all HTTP/2 connections. From any thread. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (http2 != null) {
                http2.close();
            }
            http1.close();
            addresses.close();
        });
    }
}
