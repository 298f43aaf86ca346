package dev.loadtest.worker.http.h1;

import dev.loadtest.worker.http.message.Callbacks;
import dev.loadtest.worker.http.message.LastHead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The permits to use a connection, and the connections that wait for their next request. A permit is held from the
 * moment a request is sent until it has ended, also while its connection is being opened; permits in use and idle
 * connections together never exceed the limit. Confined to the loop.
 */
public final class Http1Pool {
    private final int limit;
    private final Consumer<Runnable> later;
    private final LastHead lastHead = new LastHead();
    private final Idle idle = new Idle();
    private List<Http1Connection> settling = new ArrayList<>();
    private List<Http1Connection> settled = new ArrayList<>();
    private int taken;
    private Runnable onAvailable = () -> {};

    /** @param later runs a task in the same turn of the loop, behind all that the turn has to read */
    public Http1Pool(int limit, Consumer<Runnable> later) {
        this.limit = limit;
        this.later = later;
    }

    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    public int available() {
        return limit - taken;
    }

    public int idle() {
        return idle.size();
    }

    public void take() {
        if (available() == 0) {
            throw new IllegalStateException("all " + limit + " connections are in use");
        }
        taken++;
    }

    /** The connection that became idle last; null where none is. */
    @Nullable
    public Http1Connection poll() {
        return idle.poll();
    }

    /**
     * Takes a connection whose response has just been read. It may be polled at once, but sends only once all that has
     * arrived in this turn of the loop was read: the end of the connection may lie right behind the response.
     */
    void settle(Http1Connection connection) {
        idle.add(connection);
        settling.add(connection);
        if (settling.size() == 1) {
            later.accept(this::settle);
        }
    }

    private void settle() {
        List<Http1Connection> all = settling;
        settling = settled;
        settled = all;
        for (Http1Connection connection : all) {
            connection.settled();
        }
        all.clear();
    }

    /** Takes a connection back that was polled and not used. */
    public void add(Http1Connection connection) {
        idle.add(connection);
    }

    /** Forgets a connection that has closed; one that is not idle is left alone. */
    public void remove(Http1Connection connection) {
        idle.remove(connection);
    }

    /** What connections share to read heads. */
    LastHead lastHead() {
        return lastHead;
    }

    /** Gives a permit back. Whether there was none left: then {@link #available} is to be called after all else. */
    public boolean free() {
        boolean none = available() == 0;
        taken--;
        return none;
    }

    /** Tells that there is room again, if nobody took it at once. */
    public void available(boolean noneBefore) {
        if (noneBefore && available() > 0) {
            Callbacks.tell(onAvailable);
        }
    }

    /** Gives a permit back, tells how its request ended, and then that there is room again if nobody took it at once. */
    public void free(Runnable tell) {
        boolean none = free();
        Callbacks.tell(tell);
        available(none);
    }

    /** Closes idle connections until no more are open than there may be. */
    void trim() {
        while (taken + idle() > limit) {
            Http1Connection surplus = idle.poll();
            if (surplus == null) {
                return;
            }
            surplus.close();
        }
    }

    public void closeIdle() {
        for (Http1Connection open = idle.poll(); open != null; open = idle.poll()) {
            open.close();
        }
    }

    /** Idle connections, the last one used first; every operation takes constant time. */
    private static final class Idle {
        private final List<Http1Connection> members = new ArrayList<>();

        public int size() {
            return members.size();
        }

        public void add(Http1Connection added) {
            added.idleIndex = members.size();
            members.add(added);
        }

        @Nullable
        public Http1Connection poll() {
            if (members.isEmpty()) {
                return null;
            }
            Http1Connection last = members.removeLast();
            last.idleIndex = -1;
            return last;
        }

        public void remove(Http1Connection member) {
            int index = member.idleIndex;
            if (index < 0) {
                return;
            }
            Http1Connection last = members.removeLast();
            if (last != member) {
                last.idleIndex = index;
                members.set(index, last);
            }
            member.idleIndex = -1;
        }
    }
}
