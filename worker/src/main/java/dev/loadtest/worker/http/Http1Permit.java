package dev.loadtest.worker.http;

import java.util.function.Function;

/** A permit of the pool that both paths of HTTP/1.1 share. */
final class Http1Permit implements WebPermit {
    private final Http1Pool pool;
    private final Function<Dial.Owner<WebConnection>, Dial<WebConnection>> dialer;

    /** Takes a permit; one must be available. */
    Http1Permit(Http1Pool pool, Function<Dial.Owner<WebConnection>, Dial<WebConnection>> dialer) {
        this.pool = pool;
        this.dialer = dialer;
        pool.take();
        pool.trim();
    }

    @Override
    public Runnable connect(Dial.Owner<WebConnection> owner) {
        for (WebConnection idle = pool.web().poll();
                idle != null;
                idle = pool.web().poll()) {
            if (!idle.isClosed()) {
                owner.connected(idle, Dial.NOT_OPENED);
                return () -> {};
            }
        }
        pool.trim();
        return dialer.apply(owner)::cancel;
    }

    @Override
    public void release(WebConnection connection, boolean reusable) {
        if (!reusable || connection.isClosed()) {
            connection.close();
            return;
        }
        connection.onClose(() -> pool.web().remove(connection));
        pool.web().add(connection);
    }

    @Override
    public void free(Runnable tell) {
        pool.free(tell);
        pool.trim();
    }
}
