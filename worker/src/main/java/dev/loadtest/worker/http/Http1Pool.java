package dev.loadtest.worker.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permits to use a connection, and the connections that wait for their next request. A permit is held from the
 * moment a request is sent until it has ended, also while its connection is being opened; permits in use, connections that
 * are still being opened for nobody and idle ones together never exceed the limit, whatever kind the connections are of.
 */
final class Http1Pool {

    /** A connection that can wait in the pool. */
    abstract static class Member {
        private int place = -1;

        /** Closes the connection; it is not in the pool any more. */
        abstract void close();
    }

    private final int limit;
    private final LastHead lastHead = new LastHead();
    private final Idle<Http1Connection> lean = new Idle<>();
    private final Idle<WebConnection> web = new Idle<>();
    private int taken;
    private int lingering;
    private Runnable onAvailable = () -> {};

    Http1Pool(int limit) {
        this.limit = limit;
    }

    void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    int available() {
        return Math.max(0, limit - taken - lingering);
    }

    int idle() {
        return lean.size() + web.size();
    }

    Idle<Http1Connection> lean() {
        return lean;
    }

    Idle<WebConnection> web() {
        return web;
    }

    void take() {
        if (available() == 0) {
            throw new IllegalStateException("all " + limit + " connections are in use");
        }
        taken++;
    }

    /** What the lean path's connections share to read heads. */
    LastHead lastHead() {
        return lastHead;
    }

    /** Gives a permit back. Whether there was none left: then {@link #available} is to be called after all else. */
    boolean free() {
        boolean none = available() == 0;
        taken--;
        return none;
    }

    /** So many more connections, or fewer, are being opened for requests that have ended meanwhile. */
    void linger(int by) {
        boolean none = available() == 0;
        lingering += by;
        available(none);
    }

    /** Tells that there is room again, if nobody took it at once. */
    void available(boolean noneBefore) {
        if (noneBefore && available() > 0) {
            Telling.tell(onAvailable);
        }
    }

    /** Gives a permit back, tells how its request ended, and then that there is room again if nobody took it at once. */
    void free(Runnable tell) {
        boolean none = free();
        Telling.tell(tell);
        available(none);
    }

    /** Closes idle connections until no more are open than there may be. */
    void trim() {
        while (taken + lingering + idle() > limit) {
            Member oldest = lean.size() > 0 ? lean.poll() : web.poll();
            if (oldest == null) {
                return;
            }
            oldest.close();
        }
    }

    void closeIdle() {
        for (Member member = lean.poll(); member != null; member = lean.poll()) {
            member.close();
        }
        for (Member member = web.poll(); member != null; member = web.poll()) {
            member.close();
        }
    }

    /** Idle connections, the last one used first; every operation takes constant time. */
    static final class Idle<C extends Member> {
        private final List<C> members = new ArrayList<>();

        int size() {
            return members.size();
        }

        void add(C member) {
            Member added = member;
            added.place = members.size();
            members.add(member);
        }

        @Nullable
        C poll() {
            if (members.isEmpty()) {
                return null;
            }
            C last = members.removeLast();
            Member removed = last;
            removed.place = -1;
            return last;
        }

        /** Takes out a connection that has closed; one that is not in it is left alone. */
        void remove(C member) {
            Member removed = member;
            int place = removed.place;
            if (place < 0) {
                return;
            }
            C last = members.removeLast();
            if (last != member) {
                Member moved = last;
                moved.place = place;
                members.set(place, last);
            }
            removed.place = -1;
        }
    }
}
