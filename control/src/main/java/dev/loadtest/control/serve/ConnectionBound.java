package dev.loadtest.control.serve;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the open connections of a port. A connection over the limit displaces the oldest one of the client address
 * that has the most, so that a flood displaces its own connections. Not thread-safe.
 *
 * @param <C> a connection
 */
public final class ConnectionBound<C> {
    private final int most;
    private final Map<Object, Deque<C>> byAddress = new LinkedHashMap<>();
    private int size;

    /** @param most maximum of open connections, at least 1 */
    public ConnectionBound(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most);
        }
        this.most = most;
    }

    /**
     * Adds a connection.
     *
     * @param address of the client, without its port
     * @return the displaced connection, to be closed; empty while there is room
     */
    public Optional<C> add(Object address, C connection) {
        byAddress.computeIfAbsent(address, its -> new ArrayDeque<>()).add(connection);
        size++;
        return size > most ? Optional.of(displaced()) : Optional.empty();
    }

    /** Removes a connection; no effect if it was displaced. */
    public void remove(Object address, C connection) {
        Deque<C> its = byAddress.get(address);
        if (its != null && its.remove(connection)) {
            size--;
            if (its.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    public int size() {
        return size;
    }

    private C displaced() {
        Map.Entry<Object, Deque<C>> largest = byAddress.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow();
        C oldest = largest.getValue().element();
        remove(largest.getKey(), oldest);
        return oldest;
    }
}
