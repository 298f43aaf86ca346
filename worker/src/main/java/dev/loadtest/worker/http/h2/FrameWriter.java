package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.message.HeadReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Collects the frames of a connection, which leave together with {@link #flush}. Their memory is used again once all of it
 * has left. Confined to the loop.
 */
final class FrameWriter {
    /**
     * Windows of streams and of the connection in bytes, as large as h2load's: what arrives is counted and dropped, so that
     * nothing needs to be held back.
     */
    static final int WINDOW = 1 << 30;

    /** Of a connection, RFC 9113 section 3.4. */
    private static final byte[] PREFACE = HexFormat.of().parseHex("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a");

    private static final int DEFAULT_WINDOW = 65_535;
    private static final int FIRST_SIZE = 1024;
    private static final int KEPT_AT_MOST = 64 * 1024;
    /** The dynamic table has size 0 from now on, RFC 7541 section 6.3. */
    private static final int NO_TABLE = 0x20;

    private final Channel channel;
    private final boolean keeps;
    private @Nullable ByteBuf filled;
    private boolean announcesNoTable;

    FrameWriter(Channel channel) {
        this.channel = channel;
        // Encryption writes into buffers and keeps them, so it gets new ones.
        this.keeps = channel.pipeline().get(SslHandler.class) == null;
    }

    /** What a client begins with: preface, settings, and the window of the connection. */
    void preface() {
        ByteBuf out = out();
        out.writeBytes(PREFACE);
        frame(3 * 6, FrameType.SETTINGS, 0, 0);
        setting(out, FrameType.ENABLE_PUSH, 0);
        setting(out, FrameType.INITIAL_WINDOW_SIZE, WINDOW);
        setting(out, FrameType.MAX_HEADER_LIST_SIZE, HeadReader.MAX_BYTES);
        window(0, WINDOW - DEFAULT_WINDOW);
    }

    private static void setting(ByteBuf out, int id, int value) {
        out.writeShort(id);
        out.writeInt(value);
    }

    void settingsAcknowledgement() {
        frame(0, FrameType.SETTINGS, FrameType.ACK, 0);
    }

    void pong(long data) {
        frame(8, FrameType.PING, FrameType.ACK, 0).writeLong(data);
    }

    void reset(int stream, int code) {
        frame(4, FrameType.RST_STREAM, 0, stream).writeInt(code);
    }

    void window(int stream, int increment) {
        frame(4, FrameType.WINDOW_UPDATE, 0, stream).writeInt(increment);
    }

    void goAway(int code) {
        frame(8, FrameType.GOAWAY, 0, 0).writeInt(0).writeInt(code);
    }

    /** The peer keeps no table of the default size: the next block announces that none is used. */
    void announceNoTable() {
        announcesNoTable = true;
    }

    /** @param last whether the request ends with its header block */
    void headers(int stream, Http2Request request, boolean last) {
        int length = request.length() + (announcesNoTable ? 1 : 0);
        int flags = last ? FrameType.END_STREAM : 0;
        if (length <= FrameReader.MAX_PAYLOAD) {
            block(frame(length, FrameType.HEADERS, flags | FrameType.END_HEADERS, stream), request);
            return;
        }
        ByteBuf whole = Unpooled.buffer(length);
        block(whole, request);
        int type = FrameType.HEADERS;
        while (whole.isReadable()) {
            int part = Math.min(whole.readableBytes(), FrameReader.MAX_PAYLOAD);
            flags |= part == whole.readableBytes() ? FrameType.END_HEADERS : 0;
            frame(part, type, flags, stream).writeBytes(whole, part);
            type = FrameType.CONTINUATION;
            flags = 0;
        }
    }

    private void block(ByteBuf to, Http2Request request) {
        if (announcesNoTable) {
            announcesNoTable = false;
            to.writeByte(NO_TABLE);
        }
        request.write(to);
    }

    /** A part of a request's body, read from a buffer. */
    void data(int stream, ByteBuf from, int length, boolean last) {
        frame(length, FrameType.DATA, last ? FrameType.END_STREAM : 0, stream).writeBytes(from, length);
    }

    /** The buffer behind the head of a frame, whose payload must be written next. */
    private ByteBuf frame(int length, int type, int flags, int stream) {
        ByteBuf out = out();
        out.ensureWritable(FrameReader.HEAD + length);
        out.writeMedium(length);
        out.writeShort(type << 8 | flags);
        return out.writeInt(stream);
    }

    private ByteBuf out() {
        ByteBuf out = filled;
        if (out == null) {
            out = channel.alloc().ioBuffer(FIRST_SIZE);
            filled = out;
        }
        return out;
    }

    /** Number of bytes that wait for a flush. */
    int size() {
        return filled == null ? 0 : filled.readableBytes();
    }

    /** Hands all frames to the channel; a failure is reported to the pipeline, possibly within this call. */
    void flush() {
        ByteBuf out = filled;
        if (out == null || !out.isReadable()) {
            return;
        }
        filled = null;
        if (!keeps) {
            channel.writeAndFlush(out, channel.voidPromise());
            return;
        }
        channel.writeAndFlush(out.retain(), channel.voidPromise());
        if (filled == null && out.refCnt() == 1 && out.capacity() <= KEPT_AT_MOST) {
            filled = out.clear();
        } else {
            out.release();
        }
    }

    /** Releases its memory; frames may be added and are not sent. */
    void close() {
        ByteBuf out = filled;
        filled = null;
        if (out != null) {
            out.release();
        }
    }
}
