package dev.loadtest.worker.process;

import dev.loadtest.control.serve.ConnectionBound;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the control port available to the coordinator: connections without a valid seal are few and closed soon; sealed
 * ones are neither counted nor closed. Confined to the server's loop.
 */
final class ConnectionGuard {
    static final int MAX_UNKNOWN = 64;
    static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);

    private final VertxLoop loop;
    private final ConnectionBound<HttpConnection> bound = new ConnectionBound<>(MAX_UNKNOWN);
    private final Map<HttpConnection, Unknown> unknown = new HashMap<>();

    /** A connection without a valid seal so far. */
    private record Unknown(String address, long timer) {}

    /** @param loop the server's */
    ConnectionGuard(VertxLoop loop) {
        this.loop = loop;
    }

    /** A client has connected. */
    void opened(HttpConnection connection) {
        String address = String.valueOf(connection.remoteAddress().hostAddress());
        long timer = loop.context().owner().setTimer(LONGEST_UNKNOWN.toMillis(), fired -> drop(connection));
        unknown.put(connection, new Unknown(address, timer));
        connection.closeHandler(closed -> forget(connection));
        bound.add(address, connection).ifPresent(this::drop);
    }

    /** A client has sent a valid seal. */
    void known(HttpConnection connection) {
        forget(connection);
    }

    private void drop(HttpConnection connection) {
        forget(connection);
        connection.close();
    }

    private void forget(HttpConnection connection) {
        Unknown its = unknown.remove(connection);
        if (its != null) {
            loop.context().owner().cancelTimer(its.timer());
            bound.remove(its.address(), connection);
        }
    }
}
