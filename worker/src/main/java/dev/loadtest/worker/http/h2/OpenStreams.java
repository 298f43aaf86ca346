package dev.loadtest.worker.http.h2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of one connection, and requests that wait for one within the peer's limit. */
final class OpenStreams {
    private final IntObjectHashMap<Http2Stream> open = new IntObjectHashMap<>();
    private final ArrayDeque<Http2Stream> waiting = new ArrayDeque<>();
    private int last;

    /** @param firstId number of the first stream, odd */
    OpenStreams(int firstId) {
        this.last = firstId - 2;
    }

    /** Number of the last stream that was opened. */
    int last() {
        return last;
    }

    /** Whether there is no number for another stream: RFC 9113 section 5.1.1. */
    boolean isExhausted() {
        return last == Integer.MAX_VALUE;
    }

    /** Number of open streams. */
    int count() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty() && waiting.isEmpty();
    }

    /** Gives a stream the next number. */
    void open(Http2Stream stream) {
        last += 2;
        stream.open(last);
        open.put(key(last), stream);
    }

    /** Numbers are odd: without their last bit they spread evenly over a table. */
    private static int key(int id) {
        return id >> 1;
    }

    /**
     * The stream of a frame.
     *
     * @return null if it was closed
     * @throws Violation if it was never opened
     */
    @Nullable
    Http2Stream get(int id) throws Violation {
        if (id > last || (id & 1) == 0) {
            throw new Violation(Http2Error.PROTOCOL_ERROR, "the target sent a frame on a stream that was not opened");
        }
        return open.get(key(id));
    }

    /** Closes a stream; false if it was closed. */
    boolean close(Http2Stream stream) {
        if (!stream.isOpen()) {
            return false;
        }
        stream.close();
        open.remove(key(stream.id()));
        return true;
    }

    void await(Http2Stream stream) {
        waiting.add(stream);
    }

    /** False if it does not wait. */
    boolean forget(Http2Stream stream) {
        return !waiting.isEmpty() && waiting.remove(stream);
    }

    @Nullable
    Http2Stream nextWaiting() {
        return waiting.poll();
    }

    /** Open streams above a number, in their order. */
    List<Http2Stream> above(int id) {
        List<Http2Stream> found = new ArrayList<>();
        for (Http2Stream stream : open.values()) {
            if (stream.id() > id) {
                found.add(stream);
            }
        }
        found.sort(Comparator.comparingInt(Http2Stream::id));
        return found;
    }
}
