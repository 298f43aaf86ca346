package dev.loadtest.control.serve;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the open connections of a port to a number. A connection beyond it displaces the oldest one of the address that has
 * the most, so that one client that opens thousands displaces its own and leaves room for the others. Not thread-safe.
 *
 * @param <C> a connection
 */
public final class ConnectionBound<C> {
    private final int most;
    private final Map<Object, Deque<C>> byAddress = new LinkedHashMap<>();
    private int size;

    /** @param most connections open at once, at least 1 */
    public ConnectionBound(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most);
        }
        this.most = most;
    }

    /**
     * Counts a connection.
     *
     * @param address of the client, without its port
     * @return the connection to close in its place, which is no longer counted; empty while there is room
     */
    public Optional<C> add(Object address, C connection) {
        byAddress.computeIfAbsent(address, its -> new ArrayDeque<>()).add(connection);
        size++;
        return size > most ? Optional.of(displaced()) : Optional.empty();
    }

    /** Counts a connection no longer; nothing happens where it is not counted. */
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
