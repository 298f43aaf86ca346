package dev.loadtest.worker.http;

import dev.loadtest.engine.run.Transport;
import org.jspecify.annotations.Nullable;

/** A request on the lean path, from the taking of its permit to its end. */
final class Http1Exchange implements Transport.Exchange, Dial.Owner<Http1Connection> {
    final Http1Request request;
    final int bodyLimit;
    private final Http1Client client;
    private final Transport.Listener listener;
    private @Nullable Dial<Http1Connection> dial;
    private @Nullable Http1Connection connection;
    private boolean over;

    Http1Exchange(Http1Client client, Http1Request request, int bodyLimit, Transport.Listener listener) {
        this.client = client;
        this.request = request;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
    }

    void opening(Dial<Http1Connection> by) {
        dial = by;
    }

    void use(Http1Connection open) {
        connection = open;
        open.send(this);
    }

    /** The connection had been closed before anything of the request was sent: it goes over a new one instead. */
    void unsent() {
        connection = null;
        client.sendAgain(this);
    }

    @Override
    public void connected(Http1Connection open, long nanos) {
        dial = null;
        listener.connected(nanos);
        use(open);
    }

    @Override
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            client.pool().free(() -> listener.failed(failure.errorCause(), failure.detail()));
        }
    }

    void completed(Transport.Response response) {
        if (!over) {
            over = true;
            boolean none = client.pool().free();
            try {
                listener.completed(response);
            } catch (RuntimeException | Error e) {
                Telling.failed(e);
            }
            client.pool().available(none);
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
        client.pool().free(() -> {});
    }
}
