package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 connection of the pool, opening or open, with its taken streams. */
final class Http2Line implements Dial.Owner<Http2Connection>, Http2Connection.Owner {
    /** Place among the lines with as many streams; used by {@link LeastTaken}. */
    int index = LeastTaken.ABSENT;

    private final Http2Pool pool;
    private final List<Dial.Owner<Http2Connection>> waiting = new ArrayList<>();
    private @Nullable Dial<Http2Connection> dial;
    private @Nullable Http2Connection connection;
    private int streams;
    private int taken;
    private Lifetime.Life life;
    /** Whether it takes no more streams, and is closed after its last one. */
    private boolean retired;

    private boolean gone;

    Http2Line(Http2Pool pool, int expectedStreams) {
        this.pool = pool;
        this.streams = expectedStreams;
        this.life = pool.lifetime().begin();
    }

    int room() {
        return gone || retired ? 0 : Math.max(0, streams - taken);
    }

    int taken() {
        return taken;
    }

    /** Whether no more streams may be taken. */
    boolean isGone() {
        return gone;
    }

    /** Takes a stream; called by the pool, as are all changes of its room. */
    void take() {
        taken++;
        life.use();
        retired |= life.isOver();
    }

    /** Returns a stream. */
    void giveBack() {
        taken--;
    }

    void allow(int number) {
        streams = number;
    }

    void retire() {
        retired = true;
    }

    void go() {
        dial = null;
        gone = true;
    }

    /** Whether it is too old for another request. */
    boolean isSpent() {
        return !gone && connection != null && life.isOver();
    }

    /** Closes it if it is not needed: without requests, if it takes no more of them or is still opening. */
    void closeIfUnneeded() {
        if (taken > 0 || gone) {
            return;
        }
        if (dial != null) {
            dial.cancel();
            pool.go(this);
        } else if (retired && connection != null) {
            pool.go(this);
            connection.close();
        }
    }

    /** Requests the connection, for a stream taken from this line, which is not gone. May notify within this call. */
    void connect(Dial.Owner<Http2Connection> owner) {
        Http2Connection open = connection;
        if (open != null) {
            owner.connected(open, Dial.NOT_OPENED);
            return;
        }
        waiting.add(owner);
        if (dial == null) {
            dial = pool.dial(this);
        }
    }

    /** An owner waits no more. */
    void forget(Http2Exchange owner) {
        if (!waiting.isEmpty()) {
            waiting.remove(owner);
        }
    }

    @Override
    public void connected(Http2Connection open, long nanos) {
        dial = null;
        connection = open;
        life = life.opened();
        open.ownedBy(this);
        List<Dial.Owner<Http2Connection>> owners = List.copyOf(waiting);
        waiting.clear();
        boolean none = pool.limit(this, open.limit());
        long told = nanos;
        for (Dial.Owner<Http2Connection> owner : owners) {
            owner.connected(open, told);
            told = Dial.NOT_OPENED;
        }
        pool.available(none);
    }

    @Override
    public void limit(int allowed) {
        pool.available(pool.limit(this, allowed));
    }

    @Override
    public void failed(Failure failure) {
        List<Dial.Owner<Http2Connection>> owners = List.copyOf(waiting);
        waiting.clear();
        boolean none = pool.go(this);
        owners.forEach(owner -> owner.failed(failure));
        pool.available(none);
    }

    /** Notifies of room only after the line's own unprocessed requests have taken theirs. */
    @Override
    public void left() {
        if (!gone) {
            pool.availableLater(pool.go(this));
        }
    }

    /** Closes the connection, or cancels its opening. */
    void close() {
        if (dial != null) {
            dial.cancel();
        }
        boolean none = pool.go(this);
        if (connection != null) {
            connection.close();
        }
        pool.available(none);
    }
}
