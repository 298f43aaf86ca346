package dev.loadtest.worker.process;

import dev.loadtest.control.serve.ConnectionBound;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the control port free for the coordinator: connections that have not shown that they are the operator's are few, and
 * soon closed. Those that have are neither counted nor closed. Confined to the server's loop.
 */
final class ConnectionGuard {
    static final int MAX_UNKNOWN = 64;
    static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);

    private final VertxLoop loop;
    private final ConnectionBound<HttpConnection> bound = new ConnectionBound<>(MAX_UNKNOWN);
    private final Map<HttpConnection, Unknown> unknown = new HashMap<>();

    /** A connection that has not shown yet that it is the operator. */
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

    /** A client has shown that it is the operator. */
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
