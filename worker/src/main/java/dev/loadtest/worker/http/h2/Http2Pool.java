package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.message.Callbacks;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Permits of HTTP/2, one for each stream. Streams are spread: connections are opened up to the limit, and then each
 * request uses one with the fewest streams. One connection in the plan thus means one connection with many streams,
 * and a thousand mean a thousand. An opening connection accepts as many requests as the last peer allowed streams, or
 * one if unknown. Confined to the loop.
 */
final class Http2Pool {
    /** Maximum of streams used on one connection, whatever its peer allows. */
    static final int MAX_STREAMS = 256;

    private final int limit;
    private final Lifetime lifetime;
    private final Function<Dial.Owner<Http2Connection>, Dial<Http2Connection>> dialer;
    private final Consumer<Runnable> later;
    private final Set<Http2Line> lines = new LinkedHashSet<>();
    private final LeastTaken withRoom = new LeastTaken();
    private int expectedStreams = 1;
    private int room;
    private int idle;
    private Runnable onAvailable = () -> {};

    /** @param later runs a task in a later turn of the loop */
    Http2Pool(
            int limit,
            Lifetime lifetime,
            Function<Dial.Owner<Http2Connection>, Dial<Http2Connection>> dialer,
            Consumer<Runnable> later) {
        this.limit = limit;
        this.lifetime = lifetime;
        this.dialer = dialer;
        this.later = later;
    }

    void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    int available() {
        long unopened = (long) (limit - lines.size()) * expectedStreams;
        return (int) Math.min(Integer.MAX_VALUE, unopened + room);
    }

    boolean needsConnection() {
        return lines.size() < limit && idle == 0;
    }

    /** Number of connections without requests. */
    int idle() {
        return idle;
    }

    /** Its connections, open and opening ones. */
    Set<Http2Line> lines() {
        return Collections.unmodifiableSet(lines);
    }

    /** Limits on the use of its connections. */
    Lifetime lifetime() {
        return lifetime;
    }

    /** Takes a stream of a line; one must be available. */
    Http2Line take() {
        Http2Line line = lineWithRoom();
        if (line == null) {
            throw new IllegalStateException("all streams are in use");
        }
        before(line);
        line.take();
        after(line);
        return line;
    }

    /** A taken stream's line; if that has gone, the one of another stream taken in its place. */
    Http2Line current(Http2Line line) {
        return line.isGone() ? takeInsteadOf(line) : line;
    }

    /** If others have taken the last streams, it exceeds the peer's limit by one and waits in its connection. */
    private Http2Line takeInsteadOf(Http2Line gone) {
        Http2Line line = lineWithRoom();
        if (line == null) {
            line = Collections.min(lines, Comparator.comparingInt(Http2Line::taken));
        }
        gone.giveBack();
        before(line);
        line.take();
        after(line);
        return line;
    }

    private @Nullable Http2Line lineWithRoom() {
        Http2Line chosen = firstUsable();
        if (lines.size() < limit && (chosen == null || chosen.taken() > 0)) {
            chosen = new Http2Line(this, expectedStreams);
            lines.add(chosen);
            after(chosen);
        }
        return chosen;
    }

    /** Retires lines that turn out to be too old. */
    private @Nullable Http2Line firstUsable() {
        Http2Line first = withRoom.first();
        while (first != null && first.isSpent()) {
            before(first);
            first.retire();
            after(first);
            first.closeIfUnneeded();
            first = withRoom.first();
        }
        return first;
    }

    /** Its number of streams or its room is about to change. */
    private void before(Http2Line line) {
        room -= line.room();
        idle -= isIdle(line) ? 1 : 0;
        withRoom.remove(line);
    }

    /** Its number of streams or its room has changed, or it is new. */
    private void after(Http2Line line) {
        room += line.room();
        idle += isIdle(line) ? 1 : 0;
        withRoom.add(line);
    }

    private static boolean isIdle(Http2Line line) {
        return line.taken() == 0 && !line.isGone();
    }

    Dial<Http2Connection> dial(Dial.Owner<Http2Connection> owner) {
        return dialer.apply(owner);
    }

    /** Returns a stream. True if there was none left: {@link #available(boolean)} must be called last then. */
    boolean giveBack(Http2Line line) {
        boolean none = available() <= 0;
        before(line);
        line.giveBack();
        after(line);
        line.closeIfUnneeded();
        return none;
    }

    /**
     * The peer allows another number of streams. If it allows none for now, other connections are assumed to allow one, so
     * that they are tried. Returns as {@link #giveBack}.
     */
    boolean limit(Http2Line line, int streams) {
        boolean none = available() <= 0;
        before(line);
        line.allow(streams);
        after(line);
        expectedStreams = Math.max(1, streams);
        return none;
    }

    /** A line takes no more streams: another connection may be opened instead. Returns as {@link #giveBack}. */
    boolean go(Http2Line line) {
        boolean none = available() <= 0;
        before(line);
        line.go();
        after(line);
        lines.remove(line);
        return none;
    }

    /** Notifies that there is room again, unless it was taken at once. */
    void available(boolean noneBefore) {
        if (noneBefore && available() > 0) {
            Callbacks.tell(onAvailable);
        }
    }

    /** The same a turn of the loop later. */
    void availableLater(boolean noneBefore) {
        later.accept(() -> available(noneBefore));
    }

    /** Closes all connections, open and opening ones. */
    void close() {
        List.copyOf(lines).forEach(Http2Line::close);
    }
}
