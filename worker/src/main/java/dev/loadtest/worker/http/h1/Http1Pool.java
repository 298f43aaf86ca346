package dev.loadtest.worker.http.h1;

import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.message.Callbacks;
import dev.loadtest.worker.http.message.LastHead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Permits for connections, and idle connections. A request holds a permit from its start to its end, also while its
 * connection is being opened; permits in use and idle connections together never exceed the limit. Confined to the
 * loop.
 */
public final class Http1Pool {
    private final int limit;
    private final Lifetime lifetime;
    private final Consumer<Runnable> later;
    private final LastHead lastHead = new LastHead();
    private final Idle idle = new Idle();
    private List<Http1Connection> settling = new ArrayList<>();
    private List<Http1Connection> settled = new ArrayList<>();
    private int taken;
    private Runnable onAvailable = () -> {};

    /** @param later runs a task in the same turn of the loop, after all reads of the turn */
    public Http1Pool(int limit, Lifetime lifetime, Consumer<Runnable> later) {
        this.limit = limit;
        this.lifetime = lifetime;
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

    /** The connection that became idle last; null if there is none. Closes connections that are too old. */
    @Nullable
    public Http1Connection poll() {
        Http1Connection last = idle.poll();
        while (last != null && last.isSpent()) {
            last.close();
            last = idle.poll();
        }
        return last;
    }

    /** Limits on the use of its connections. */
    Lifetime lifetime() {
        return lifetime;
    }

    /**
     * Adds a connection whose response was just read. It may be polled at once, but sends only after all arrived data
     * of this turn was read: its end may follow the response.
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

    /** Returns a polled connection that was not used. */
    public void add(Http1Connection connection) {
        idle.add(connection);
    }

    /** Removes a closed connection; no effect if it is not idle. */
    public void remove(Http1Connection connection) {
        idle.remove(connection);
    }

    /** State for reading heads, shared by connections. */
    LastHead lastHead() {
        return lastHead;
    }

    /** Returns a permit. True if there was none left: {@link #available} must be called last then. */
    public boolean free() {
        boolean none = available() == 0;
        taken--;
        return none;
    }

    /** Notifies that there is room again, unless it was taken at once. */
    public void available(boolean noneBefore) {
        if (noneBefore && available() > 0) {
            Callbacks.tell(onAvailable);
        }
    }

    /** Returns a permit, notifies the request's listener, and then notifies of room unless it was taken at once. */
    public void free(Runnable tell) {
        boolean none = free();
        Callbacks.tell(tell);
        available(none);
    }

    /** Closes idle connections beyond the limit of open ones. */
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

    /** Idle connections, last in first out; every operation takes constant time. */
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
