package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.hpack.HeadDecoder;
import dev.loadtest.worker.http.hpack.MalformedBlock;
import dev.loadtest.worker.http.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection does about the frames that it receives. */
final class Incoming implements Frames {
    /**
     * Frames in a row that bring no response further, such as pings, settings and empty data: more are a flood that would cost
     * the load generator its time.
     */
    static final int MAX_IDLE = 10_000;

    private static final int DEFAULT_TABLE = 4096;
    private static final int LEAST_FRAME = 1 << 14;
    private static final int MOST_FRAME = (1 << 24) - 1;

    private final Http2Connection connection;
    private final HeadDecoder heads = new HeadDecoder();
    /** Streams whose response has begun in the data that is being read. */
    private final List<Http2Stream> begun = new ArrayList<>();

    private int unacknowledged;
    private int idle;
    private long sentFrames;
    private int unread;

    Incoming(Http2Connection connection) {
        this.connection = connection;
    }

    /** The data of one read was read. The clock is read only for responses that have begun in it and not ended. */
    void readEnd() {
        if (begun.isEmpty()) {
            return;
        }
        long now = -1;
        for (int i = 0; i < begun.size(); i++) {
            Http2Stream stream = begun.get(i);
            if (stream.isOpen()) {
                now = now < 0 ? connection.nanos() : now;
                stream.owner().begun(now);
            }
        }
        begun.clear();
    }

    @Override
    public boolean isOver() {
        return connection.isOver();
    }

    @Override
    public void headers(int id, ByteBuf block, int length, boolean last) throws Violation {
        Http2Stream stream = connection.streams().get(id);
        ResponseHead head;
        try {
            head = heads.decode(block, length);
        } catch (MalformedBlock unreadable) {
            throw new Violation(Http2Error.COMPRESSION_ERROR, unreadable.detail());
        } catch (Failure malformed) {
            fail(stream, malformed);
            return;
        }
        if (stream == null) {
            idle();
            return;
        }
        idle = 0;
        if (!stream.isAnswered()) {
            begun.add(stream);
        }
        try {
            stream.headers(head, last);
        } catch (Failure malformed) {
            fail(stream, malformed);
            return;
        }
        if (last) {
            connection.complete(stream);
        }
    }

    private void fail(@Nullable Http2Stream stream, Failure failure) {
        if (stream != null) {
            connection.fail(stream, Http2Error.PROTOCOL_ERROR, failure);
        }
    }

    @Override
    public void data(int id, ByteBuf in, int length, int flowControlled, boolean last) throws Violation {
        Http2Stream stream = connection.streams().get(id);
        consumed(flowControlled);
        if (stream == null || length == 0) {
            idle();
        } else {
            idle = 0;
        }
        if (stream == null) {
            return;
        }
        try {
            stream.data(in, length);
        } catch (Failure malformed) {
            fail(stream, malformed);
            return;
        }
        if (last) {
            connection.complete(stream);
            return;
        }
        int widened = stream.consumed(flowControlled);
        if (widened > 0) {
            connection.out().window(id, widened);
            connection.flushSoon();
        }
    }

    private void consumed(int bytes) {
        unacknowledged += bytes;
        if (unacknowledged >= FrameWriter.WINDOW / 2) {
            connection.out().window(0, unacknowledged);
            unacknowledged = 0;
            connection.flushSoon();
        }
    }

    @Override
    public void reset(int id, long code) throws Violation {
        Http2Stream stream = connection.streams().get(id);
        idle();
        if (stream != null) {
            connection.wasReset(stream, code);
        }
    }

    @Override
    public void setting(int id, long value) throws Violation {
        switch (id) {
            case FrameType.HEADER_TABLE_SIZE -> {
                if (value < DEFAULT_TABLE) {
                    connection.out().announceNoTable();
                }
            }
            case FrameType.ENABLE_PUSH -> require(value == 0, Http2Error.PROTOCOL_ERROR);
            case FrameType.MAX_CONCURRENT_STREAMS -> connection.limit(value);
            case FrameType.INITIAL_WINDOW_SIZE -> {
                require(value <= Integer.MAX_VALUE, Http2Error.FLOW_CONTROL_ERROR);
                connection.bodies().initialWindow((int) value);
            }
            case FrameType.MAX_FRAME_SIZE ->
                // Larger frames are not sent.
                require(value >= LEAST_FRAME && value <= MOST_FRAME, Http2Error.PROTOCOL_ERROR);
            default -> {
                // A larger head than the peer wants is refused by it.
            }
        }
    }

    private static void require(boolean holds, Http2Error otherwise) throws Violation {
        if (!holds) {
            throw new Violation(otherwise, "the target sent a setting that is not valid");
        }
    }

    @Override
    public void settingsEnd() throws Violation {
        reply();
        connection.out().settingsAcknowledgement();
        connection.flushSoon();
        connection.ready();
    }

    @Override
    public void ping(long data) throws Violation {
        reply();
        connection.out().pong(data);
        connection.flushSoon();
    }

    /** A frame must be answered: within a limit if the peer reads no answers. */
    private void reply() throws Violation {
        unread = connection.isWritable() ? 0 : unread + 1;
        if (unread > MAX_IDLE) {
            throw new Violation(Http2Error.ENHANCE_YOUR_CALM, "the target reads no answers to its pings and settings");
        }
    }

    @Override
    public void goAway(int last, long code) throws Violation {
        idle();
        connection.goAway(last, code);
    }

    @Override
    public void window(int id, int increment) throws Violation {
        if (increment == 0) {
            throw new Violation(Http2Error.PROTOCOL_ERROR, "the target widened a window by nothing");
        }
        idle();
        if (id == 0) {
            connection.bodies().widen(increment);
            return;
        }
        Http2Stream stream = connection.streams().get(id);
        RequestBody body = stream == null ? null : stream.body();
        if (body != null) {
            body.widen(increment);
            connection.bodies().resume();
        }
    }

    /** A part of a request's body that was sent may be answered with wider windows. */
    @Override
    public void idle() throws Violation {
        long now = connection.bodies().frames();
        if (now != sentFrames) {
            sentFrames = now;
            idle = 0;
        }
        if (++idle > MAX_IDLE) {
            throw new Violation(
                    Http2Error.ENHANCE_YOUR_CALM, "the target sent " + MAX_IDLE + " frames without any response");
        }
    }
}
