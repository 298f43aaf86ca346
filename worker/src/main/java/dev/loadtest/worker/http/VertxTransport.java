package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.run.Resources;
import dev.loadtest.engine.run.Transport;
import dev.loadtest.worker.VertxLoop;

/** The engine's transport on a Vert.x event loop. All but {@link #open} and {@link #close} is confined to that loop. */
public final class VertxTransport implements Transport, AutoCloseable {
    private final VertxLoop loop;
    private final Http1Pool pool;
    private final LeanClient lean;

    private VertxTransport(VertxLoop loop, Target target, Resources resources, AddressPolicy policy) {
        this.loop = loop;
        this.pool = new Http1Pool(target.connections());
        Addresses addresses = new Addresses(loop, policy);
        TlsSettings tls = TlsSettings.of(target.tls(), resources);
        this.lean = new LeanClient(
                loop, pool, addresses, Origin.of(target), target.authority(), target.https() ? tls.forNetty() : null);
    }

    /**
     * Prepares to send to a target; nothing is connected yet. May block for the reading of certificates.
     *
     * @throws IllegalArgumentException where the target's own authority is no PEM certificate
     */
    public static VertxTransport open(VertxLoop loop, Target target, Resources resources, AddressPolicy policy) {
        return new VertxTransport(loop, target, resources, policy);
    }

    @Override
    public int available() {
        return pool.available();
    }

    /** How many open connections wait for a request. */
    int idle() {
        return pool.idle();
    }

    @Override
    public void onAvailable(Runnable listener) {
        pool.onAvailable(listener);
    }

    @Override
    public Exchange send(PreparedRequest request, int bodyLimit, Listener listener) {
        try {
            return lean.send(request, bodyLimit, listener);
        } catch (Failure failure) {
            return refuse(failure, listener);
        }
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

    /** Closes the connections that wait for a request; those under way end with theirs. May be called from any thread. */
    @Override
    public void close() {
        loop.execute(pool::closeIdle);
    }
}
