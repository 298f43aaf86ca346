package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Failure;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;

/**
 * Sends the bodies of a connection's requests, a frame of each in turn, as far as the peer's windows and the channel take
 * them.
 */
final class RequestBodies {
    /** The channel is asked whether it takes more each time that so many bytes are ready. */
    private static final int BATCH = 64 * 1024;

    private static final int DEFAULT_WINDOW = 65_535;

    private final Channel channel;
    private final FrameWriter out;
    private final Runnable flushSoon;
    private final BiConsumer<Http2Stream, Failure> onUnreadable;
    private final ArrayDeque<RequestBody> bodies = new ArrayDeque<>();
    private long window = DEFAULT_WINDOW;
    private int streamWindow = DEFAULT_WINDOW;
    private boolean pumping;
    private long frames;

    /**
     * Of one connection.
     *
     * @param flushSoon flushes at the end of this turn of the loop, after {@link #pump}
     * @param onUnreadable called if an upload cannot be read to its end
     */
    RequestBodies(Channel channel, FrameWriter out, Runnable flushSoon, BiConsumer<Http2Stream, Failure> onUnreadable) {
        this.channel = channel;
        this.out = out;
        this.flushSoon = flushSoon;
        this.onUnreadable = onUnreadable;
    }

    /** Begins to send the body of a stream whose header block was written. */
    void add(Http2Stream stream) {
        RequestBody body = new RequestBody(stream, stream.upload(), streamWindow);
        stream.sends(body);
        bodies.add(body);
        body.begin(this);
        flushSoon.run();
    }

    /** There is more of a body to send. */
    void ready() {
        if (!pumping) {
            flushSoon.run();
        }
    }

    void unreadable(Http2Stream stream, Failure failure) {
        onUnreadable.accept(stream, failure);
    }

    /** Writes what may be sent now. */
    void pump() {
        pumping = true;
        int waiting = 0;
        while (waiting < bodies.size() && mayWrite()) {
            RequestBody next = bodies.remove();
            int length = next.writeTo(out, (int) Math.min(FrameReader.MAX_PAYLOAD, window));
            window -= length;
            frames += length > 0 ? 1 : 0;
            waiting = length > 0 ? 0 : waiting + 1;
            if (next.isOver()) {
                waiting = 0;
            } else {
                bodies.add(next);
            }
        }
        pumping = false;
    }

    private boolean mayWrite() {
        if (window <= 0) {
            return false;
        }
        if (out.size() >= BATCH) {
            out.flush();
        }
        return channel.isWritable();
    }

    /** The peer lets the connection send more. */
    void widen(int by) throws Violation {
        window += by;
        if (window > Integer.MAX_VALUE) {
            throw new Violation(Http2Error.FLOW_CONTROL_ERROR, "the target opened a window beyond 2^31-1 bytes");
        }
        resume();
    }

    /** The peer has changed the initial window of streams: those that are open change by as much. */
    void initialWindow(int size) throws Violation {
        long by = (long) size - streamWindow;
        streamWindow = size;
        for (RequestBody body : bodies) {
            body.widen(by);
        }
        resume();
    }

    /** Number of frames that were sent. */
    long frames() {
        return frames;
    }

    /** Windows or the channel may have opened. */
    void resume() {
        if (!bodies.isEmpty()) {
            flushSoon.run();
        }
    }

    /** Nothing more is sent. */
    void close() {
        bodies.forEach(RequestBody::close);
        bodies.clear();
    }
}
