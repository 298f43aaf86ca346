package dev.loadtest.worker.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A permit of the pool that both paths of HTTP/1.1 share. */
final class Http1Permit implements WebPermit {
    private final Http1Pool pool;
    private final Function<Dial.Owner<WebConnection>, Dial<WebConnection>> dialer;
    private @Nullable WebConnection reserved;

    /** Takes a permit, and an idle connection if there is one: it must not be closed meanwhile to make room. */
    Http1Permit(Http1Pool pool, Function<Dial.Owner<WebConnection>, Dial<WebConnection>> dialer) {
        this.pool = pool;
        this.dialer = dialer;
        pool.take();
        reserved = pool.web().poll();
        pool.trim();
    }

    @Override
    public Runnable connect(Dial.Owner<WebConnection> owner) {
        WebConnection idle = reserved != null ? reserved : pool.web().poll();
        reserved = null;
        while (idle != null && idle.isClosed()) {
            idle = pool.web().poll();
        }
        if (idle != null) {
            owner.connected(idle, Dial.NOT_OPENED);
            return () -> {};
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
        if (reserved != null) {
            release(reserved, true);
        }
        pool.free(tell);
        pool.trim();
    }
}
