package dev.loadtest.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's frames (RFC 9113 section 6), independently of packet boundaries, and checks what can be checked without
 * knowing the streams. Whole frames are read where they were received; one that is cut is collected first.
 */
final class FrameReader {
    static final int HEAD = 9;
    /** The size that peers may use unless they are allowed more, in bytes. */
    static final int MAX_PAYLOAD = 16 * 1024;

    private final ByteBufAllocator memory;
    private final Frames frames;
    private final SplitBlock split = new SplitBlock();
    private @Nullable ByteBuf cut;
    private boolean begun;

    FrameReader(ByteBufAllocator memory, Frames frames) {
        this.memory = memory;
        this.frames = frames;
    }

    /** Consumes all input, until the connection is over. */
    void read(ByteBuf in) throws Violation {
        if (cut != null && !complete(cut, in)) {
            return;
        }
        while (!frames.isOver() && in.readableBytes() >= HEAD) {
            if (in.readableBytes() < HEAD + length(in)) {
                break;
            }
            frame(in);
        }
        if (!frames.isOver() && in.isReadable()) {
            ByteBuf rest = memory.ioBuffer(HEAD + MAX_PAYLOAD);
            cut = rest;
            rest.writeBytes(in);
        }
    }

    /** Adds input to a cut frame, and reads it once it is whole. */
    private boolean complete(ByteBuf frame, ByteBuf in) throws Violation {
        move(frame, in, HEAD);
        if (frame.readableBytes() < HEAD) {
            return false;
        }
        int size = HEAD + length(frame);
        move(frame, in, size);
        if (frame.readableBytes() < size) {
            return false;
        }
        cut = null;
        try {
            frame(frame);
        } finally {
            frame.release();
        }
        return true;
    }

    private static void move(ByteBuf frame, ByteBuf in, int size) {
        int missing = Math.min(size - frame.readableBytes(), in.readableBytes());
        if (missing > 0) {
            frame.writeBytes(in, missing);
        }
    }

    /** Length of the payload of the frame that begins at the reader's index. */
    private int length(ByteBuf in) throws Violation {
        int at = in.readerIndex();
        if (!begun && in.getByte(at + 3) != FrameType.SETTINGS) {
            throw new Violation(Http2Error.PROTOCOL_ERROR, "the target does not speak HTTP/2");
        }
        int length = in.getUnsignedMedium(at);
        if (length > MAX_PAYLOAD) {
            throw new Violation(Http2Error.FRAME_SIZE_ERROR, "the target sent a frame of " + length + " bytes");
        }
        return length;
    }

    private void frame(ByteBuf in) throws Violation {
        begun = true;
        int length = in.readUnsignedMedium();
        int type = in.readByte();
        int flags = in.readByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        int end = in.readerIndex() + length;
        if (split.isOpen() != (type == FrameType.CONTINUATION)) {
            throw new Violation(Http2Error.PROTOCOL_ERROR, "the target's header block is not contiguous");
        }
        switch (type) {
            case FrameType.DATA -> data(in, length, flags, nonZero(stream));
            case FrameType.HEADERS -> headers(in, length, flags, nonZero(stream));
            case FrameType.CONTINUATION -> continuation(in, length, flags, stream);
            case FrameType.RST_STREAM -> {
                exactly(4, length);
                frames.reset(nonZero(stream), in.readUnsignedInt());
            }
            case FrameType.PUSH_PROMISE ->
                throw new Violation(Http2Error.PROTOCOL_ERROR, "the target pushes, which was not allowed");
            case FrameType.WINDOW_UPDATE -> {
                exactly(4, length);
                frames.window(stream, in.readInt() & Integer.MAX_VALUE);
            }
            case FrameType.SETTINGS, FrameType.PING, FrameType.GOAWAY -> ofConnection(in, type, length, flags, stream);
            default -> frames.idle();
        }
        in.readerIndex(end);
    }

    private void ofConnection(ByteBuf in, int type, int length, int flags, int stream) throws Violation {
        if (stream != 0) {
            throw malformed();
        }
        boolean acknowledgement = (flags & FrameType.ACK) != 0;
        switch (type) {
            case FrameType.SETTINGS -> settings(in, length, acknowledgement);
            case FrameType.PING -> {
                exactly(8, length);
                frames.idle();
                if (!acknowledgement) {
                    frames.ping(in.readLong());
                }
            }
            default -> {
                if (length < 8) {
                    throw wrongSize();
                }
                int last = in.readInt() & Integer.MAX_VALUE;
                frames.goAway(last, in.readUnsignedInt());
            }
        }
    }

    private void settings(ByteBuf in, int length, boolean acknowledgement) throws Violation {
        frames.idle();
        if (acknowledgement ? length != 0 : length % 6 != 0) {
            throw wrongSize();
        }
        if (acknowledgement) {
            return;
        }
        for (int left = length; left > 0; left -= 6) {
            int id = in.readUnsignedShort();
            frames.setting(id, in.readUnsignedInt());
        }
        frames.settingsEnd();
    }

    private void data(ByteBuf in, int length, int flags, int stream) throws Violation {
        int content = length - padding(in, length, flags);
        frames.data(stream, in, content, length, (flags & FrameType.END_STREAM) != 0);
    }

    private void headers(ByteBuf in, int length, int flags, int stream) throws Violation {
        int content = length - padding(in, length, flags);
        if ((flags & FrameType.PRIORITY_GIVEN) != 0) {
            content -= 5;
            if (content < 0) {
                throw wrongSize();
            }
            in.skipBytes(5);
        }
        boolean last = (flags & FrameType.END_STREAM) != 0;
        if ((flags & FrameType.END_HEADERS) != 0) {
            frames.headers(stream, in, content, last);
        } else {
            split.begin(stream, last, in, content);
        }
    }

    private void continuation(ByteBuf in, int length, int flags, int stream) throws Violation {
        ByteBuf whole = split.add(stream, in, length, (flags & FrameType.END_HEADERS) != 0);
        if (whole != null) {
            frames.headers(stream, whole, whole.readableBytes(), split.isLast());
        }
    }

    /** Size of the padding with the byte that tells it, which is skipped. */
    private static int padding(ByteBuf in, int length, int flags) throws Violation {
        if ((flags & FrameType.PADDED) == 0) {
            return 0;
        }
        if (length == 0) {
            throw wrongSize();
        }
        int padding = 1 + in.readUnsignedByte();
        if (padding > length) {
            throw malformed();
        }
        return padding;
    }

    private static int nonZero(int stream) throws Violation {
        if (stream == 0) {
            throw malformed();
        }
        return stream;
    }

    private static void exactly(int expected, int length) throws Violation {
        if (length != expected) {
            throw wrongSize();
        }
    }

    private static Violation malformed() {
        return new Violation(Http2Error.PROTOCOL_ERROR, "the target sent a malformed frame");
    }

    private static Violation wrongSize() {
        return new Violation(Http2Error.FRAME_SIZE_ERROR, "the target sent a frame of a wrong size");
    }

    /** Releases its memory. */
    void close() {
        ByteBuf frame = cut;
        cut = null;
        if (frame != null) {
            frame.release();
        }
    }
}
