package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 connection, opening or open, with its taken streams. */
final class Http2Line implements Dial.Owner<WebConnection> {
    private final Http2Pool pool;
    private final List<Dial.Owner<WebConnection>> waiting = new ArrayList<>();
    private @Nullable Dial<WebConnection> dial;
    private @Nullable WebConnection connection;
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

    void take() {
        change(() -> {
            taken++;
            life.use();
            retired |= life.isOver();
        });
    }

    /** Retires it if it is too old. */
    void retireIfSpent() {
        if (!gone && connection != null && life.isOver()) {
            change(() -> retired = true);
            closeIfRetired();
        }
    }

    private void closeIfRetired() {
        WebConnection open = connection;
        if (retired && taken == 0 && open != null && !gone) {
            go();
            open.close();
        }
    }

    /** Returns a stream; cancels the opening if no request waits for it. */
    void giveBack() {
        change(() -> taken--);
        if (taken == 0 && dial != null) {
            dial.cancel();
            go();
        }
        closeIfRetired();
    }

    private void change(Runnable change) {
        int before = room();
        change.run();
        pool.roomChanged(room() - before);
    }

    /** For a stream taken from this line, which is not gone. */
    Runnable connect(Dial.Owner<WebConnection> owner) {
        WebConnection open = connection;
        if (open != null) {
            owner.connected(open, Dial.NOT_OPENED);
            return () -> {};
        }
        waiting.add(owner);
        if (dial == null) {
            dial = pool.dial(this);
        }
        return () -> waiting.remove(owner);
    }

    @Override
    public void connected(WebConnection open, long nanos) {
        dial = null;
        connection = open;
        life = life.opened();
        open.onClose(() -> leave(open));
        open.connection().remoteSettingsHandler(this::settings);
        // A connection going away completes its streams; no new ones are allowed.
        open.connection().goAwayHandler(goAway -> leave(open));
        List<Dial.Owner<WebConnection>> owners = List.copyOf(waiting);
        waiting.clear();
        pool.changing(() -> limit(open.connection().maxActiveStreams()), () -> {
            long told = nanos;
            for (Dial.Owner<WebConnection> owner : owners) {
                owner.connected(open, told);
                told = Dial.NOT_OPENED;
            }
        });
    }

    /** The peer's settings as received: the connection object still reports the previous limit. */
    private void settings(HttpSettings changed) {
        Long allowed = changed.getLong(Http2Settings.MAX_CONCURRENT_STREAMS);
        if (allowed != null) {
            pool.changing(() -> limit(allowed), () -> {});
        }
    }

    private void limit(long allowed) {
        change(() -> streams = (int) Math.min(Http2Pool.MAX_STREAMS, allowed));
        pool.learned(streams);
    }

    @Override
    public void failed(Failure failure) {
        dial = null;
        List<Dial.Owner<WebConnection>> owners = List.copyOf(waiting);
        waiting.clear();
        leave(() -> owners.forEach(owner -> owner.failed(failure)));
    }

    /** Notifies of room only after the line's own unprocessed requests have taken theirs. */
    private void leave(WebConnection open) {
        if (!gone) {
            pool.changingFirst(this::go);
        }
        List.copyOf(open.waiting()).forEach(WebCall::waitsInVain);
    }

    /** No more streams here: another connection may be opened instead. */
    private void leave(Runnable tell) {
        if (!gone) {
            pool.changing(this::go, tell);
        }
    }

    private void go() {
        dial = null;
        change(() -> gone = true);
        pool.remove(this);
    }

    void close() {
        if (connection != null) {
            connection.close();
        }
        leave(() -> {});
    }
}
