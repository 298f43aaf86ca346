package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.message.Callbacks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Permits of HTTP/2, one for each stream. Streams are spread: connections are opened up to the limit, and then each
 * request uses the one with the fewest streams. One connection in the plan thus means one connection with many streams,
 * and a thousand mean a thousand. An opening connection accepts as many requests as the last peer allowed streams, or
 * one if unknown.
 */
public final class Http2Pool {
    /** Maximum of streams used on one connection, whatever its peer allows. */
    static final int MAX_STREAMS = 256;

    private final int limit;
    private final Lifetime lifetime;
    private final Function<Dial.Owner<WebConnection>, Dial<WebConnection>> dialer;
    private final Consumer<Runnable> later;
    private final List<Http2Line> lines = new ArrayList<>();
    private int expectedStreams = 1;
    private int room;
    private Runnable onAvailable = () -> {};

    /** @param later runs a task in a later turn of the loop */
    public Http2Pool(int limit, Lifetime lifetime, WebClients clients, Consumer<Runnable> later) {
        this.limit = limit;
        this.lifetime = lifetime;
        this.dialer = clients::dialTarget;
        this.later = later;
    }

    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    public int available() {
        long unopened = (long) (limit - lines.size()) * expectedStreams;
        return (int) Math.min(Integer.MAX_VALUE, unopened + room);
    }

    public boolean needsConnection() {
        return lines.size() < limit && lines.stream().allMatch(line -> line.taken() > 0);
    }

    /** Takes a stream; one must be available. */
    public Http2Permit take() {
        retireOld();
        Http2Line line = lineWithRoom();
        if (line == null) {
            throw new IllegalStateException("all streams are in use");
        }
        line.take();
        return new Http2Permit(this, line);
    }

    /**
     * Takes another stream in place of one whose connection has gone. If others have taken the last ones, it exceeds
     * the peer's limit by one and waits in its connection.
     */
    Http2Line takeInsteadOf(Http2Line gone) {
        Http2Line line = lineWithRoom();
        if (line == null) {
            line = Collections.min(lines, Comparator.comparingInt(Http2Line::taken));
        }
        gone.giveBack();
        line.take();
        return line;
    }

    /** Retires connections that are too old; closes those without requests. */
    private void retireOld() {
        for (Http2Line line : List.copyOf(lines)) {
            line.retireIfSpent();
        }
    }

    /** Limits on the use of its connections. */
    Lifetime lifetime() {
        return lifetime;
    }

    private @Nullable Http2Line lineWithRoom() {
        Http2Line chosen = null;
        for (Http2Line line : lines) {
            if (line.room() > 0 && (chosen == null || line.taken() < chosen.taken())) {
                chosen = line;
            }
        }
        if (lines.size() < limit && (chosen == null || chosen.taken() > 0)) {
            chosen = new Http2Line(this, expectedStreams);
            lines.add(chosen);
            room += chosen.room();
        }
        return chosen;
    }

    public Dial<WebConnection> dial(Dial.Owner<WebConnection> owner) {
        return dialer.apply(owner);
    }

    /** The room of a line has changed. */
    void roomChanged(int by) {
        room += by;
    }

    /** The peer's limit. If it is 0 for now, other connections are assumed to allow one, so that they are tried. */
    void learned(int streams) {
        expectedStreams = Math.max(1, streams);
    }

    public void remove(Http2Line line) {
        lines.remove(line);
    }

    /** Changes state, notifies, and then notifies of room if there was none and it was not taken. */
    void changing(Runnable change, Runnable tell) {
        boolean none = available() <= 0;
        change.run();
        Callbacks.tell(tell);
        if (none && available() > 0) {
            Callbacks.tell(onAvailable);
        }
    }

    /** Changes state, and a turn of the loop later notifies of room if there was none and is some then. */
    void changingFirst(Runnable change) {
        boolean none = available() <= 0;
        change.run();
        later.accept(() -> {
            if (none && available() > 0) {
                Callbacks.tell(onAvailable);
            }
        });
    }

    public int idle() {
        return (int) lines.stream().filter(line -> line.taken() == 0).count();
    }

    public void closeIdle() {
        for (Http2Line line : List.copyOf(lines)) {
            if (line.taken() == 0) {
                line.close();
            }
        }
    }
}
