package dev.loadtest.worker.http;

import dev.loadtest.engine.run.Transport;
import org.jspecify.annotations.Nullable;

/** A request on the lean path, from the taking of its permit to its end. */
final class LeanExchange implements Transport.Exchange, Dial.Owner<LeanConnection> {
    final LeanRequest request;
    final int bodyLimit;
    private final Http1Pool pool;
    private final Transport.Listener listener;
    private @Nullable Dial<LeanConnection> dial;
    private @Nullable LeanConnection connection;
    private boolean over;

    LeanExchange(Http1Pool pool, LeanRequest request, int bodyLimit, Transport.Listener listener) {
        this.pool = pool;
        this.request = request;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
    }

    void opening(Dial<LeanConnection> by) {
        dial = by;
    }

    void use(LeanConnection open) {
        connection = open;
        open.send(this);
    }

    @Override
    public void connected(LeanConnection open, long nanos) {
        dial = null;
        listener.connected(nanos);
        use(open);
    }

    @Override
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            pool.free(() -> listener.failed(failure.errorCause(), failure.detail()));
        }
    }

    void completed(Transport.Response response) {
        if (!over) {
            over = true;
            boolean none = pool.free();
            try {
                listener.completed(response);
            } catch (RuntimeException | Error e) {
                Telling.failed(e);
            }
            pool.available(none);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (dial != null) {
            dial.cancel();
        }
        if (connection != null) {
            connection.abandon(this);
        }
        pool.free(() -> {});
    }
}
