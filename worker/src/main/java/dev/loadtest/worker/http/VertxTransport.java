package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.TlsSettings;
import dev.loadtest.worker.http.h1.Http1Client;
import dev.loadtest.worker.http.h1.Http1Pool;
import dev.loadtest.worker.http.h2.Http2Permit;
import dev.loadtest.worker.http.h2.Http2Pool;
import dev.loadtest.worker.http.h2.WebClients;
import dev.loadtest.worker.http.h2.WebExchange;
import dev.loadtest.worker.http.message.RequestRules;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * The engine's transport on a Vert.x event loop. All but {@link #open} and {@link #close} is confined to that loop.
 *
 * <p>Over HTTP/1.1 a permit is a connection: {@link #available()} is what the target allows less what is in use or being
 * opened. Over HTTP/2 it is a stream; how many a connection has is known once the first one is open.
 */
public final class VertxTransport implements Transport, AutoCloseable {
    private final VertxLoop loop;
    private final Addresses addresses;
    private final Http1Pool pool;
    private final Http1Client http1;
    private final WebClients clients;
    private final @Nullable Http2Pool streams;
    private final String boundary;

    private VertxTransport(VertxLoop loop, Target target, TlsSettings tls, AddressPolicy policy) {
        this.loop = loop;
        this.boundary = Upload.newBoundary();
        this.pool = new Http1Pool(target.connections(), loop.eventLoop()::execute);
        this.addresses = new Addresses(loop, policy);
        this.http1 = new Http1Client(loop, pool, addresses, target, tls, boundary);
        this.clients = new WebClients(loop, addresses, target, tls, boundary);
        this.streams = target.protocol() == Target.Protocol.HTTP2
                ? new Http2Pool(target.connections(), clients, loop.eventLoop()::execute)
                : null;
    }

    /**
     * Prepares to send to a target; nothing is connected yet. May block for the reading of certificates.
     *
     * @throws IllegalArgumentException where the target's own authority is no PEM certificate
     */
    public static VertxTransport open(VertxLoop loop, Target target, Resources resources, AddressPolicy policy) {
        return new VertxTransport(loop, target, TlsSettings.of(target.tls(), resources), policy);
    }

    @Override
    public int available() {
        return streams != null ? streams.available() : pool.available();
    }

    @Override
    public boolean needsConnection() {
        return streams != null ? streams.needsConnection() : pool.idle() == 0;
    }

    /** How many open connections wait for a request. */
    int idle() {
        return streams != null ? streams.idle() : pool.idle();
    }

    /**
     * How often a request was sent over another connection than it was given: over HTTP/1.1 since the target had closed
     * that between two requests, nothing of this one having been sent; over HTTP/2 since the target went away and said that
     * it had processed nothing of it. On the loop.
     */
    public long retries() {
        return http1.replaced() + clients.retries();
    }

    /**
     * How often a request of an idempotent method was sent a second time: its connection, used before, broke before a byte of
     * the response. The target may have had both. On the loop.
     */
    public long repeats() {
        return http1.repeated();
    }

    /** What separates the parts of the forms that it sends. */
    public String boundary() {
        return boundary;
    }

    @Override
    public void onAvailable(Runnable listener) {
        pool.onAvailable(listener);
        if (streams != null) {
            streams.onAvailable(listener);
        }
    }

    @Override
    public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
        try {
            if (streams == null) {
                return http1.send(request, bodyLimit, listener);
            }
            RequestRules.check(request);
            return sendByWebClient(streams.take(), request, bodyLimit, listener);
        } catch (Failure failure) {
            return refuse(failure, listener);
        }
    }

    private Exchange sendByWebClient(Http2Permit permit, PreparedRequest request, int bodyLimit, Listener listener) {
        WebExchange exchange = new WebExchange(
                clients,
                permit,
                WebRequest.of(request, clients.origin()),
                request.followRedirects(),
                bodyLimit,
                listener);
        loop.eventLoop().execute(exchange::start);
        return exchange;
    }

    /** Tells of a request that cannot be sent at all; it takes no permit. */
    private Exchange refuse(Failure failure, Listener listener) {
        boolean[] over = {false};
        loop.execute(() -> {
            if (!over[0]) {
                listener.failed(failure.errorCause(), failure.detail());
            }
        });
        return () -> over[0] = true;
    }

    /** Closes all connections that wait for a request, and all of HTTP/2. May be called from any thread. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (streams != null) {
                streams.closeIdle();
            }
            clients.close();
            http1.close();
            addresses.close();
        });
    }
}
