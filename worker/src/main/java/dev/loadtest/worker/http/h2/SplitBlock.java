package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.message.HeadReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/** A header block in several frames, within limits on its size and on their number. */
final class SplitBlock {
    /** A block of the largest size takes five frames; smaller ones are allowed, but not without end. */
    static final int MAX_FRAMES = 128;

    private ByteBuf block = Unpooled.EMPTY_BUFFER;
    private int stream;
    private int count;
    private boolean last;

    /** Whether CONTINUATION must follow. */
    boolean isOpen() {
        return stream != 0;
    }

    /** Whether the response ends with the last block. */
    boolean isLast() {
        return last;
    }

    void begin(int of, boolean endsStream, ByteBuf in, int length) {
        stream = of;
        last = endsStream;
        count = 1;
        block = Unpooled.buffer(2 * length);
        block.writeBytes(in, length);
    }

    /**
     * Adds a part.
     *
     * @param end whether it is the last one
     * @return the whole block once it is there; null before
     */
    @Nullable
    ByteBuf add(int of, ByteBuf in, int length, boolean end) throws Violation {
        if (of != stream) {
            throw new Violation(Http2Error.PROTOCOL_ERROR, "the target's header block is not contiguous");
        }
        if (++count > MAX_FRAMES || block.readableBytes() + length > HeadReader.MAX_BYTES) {
            throw new Violation(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "the response's head is longer than " + HeadReader.MAX_BYTES + " bytes, or in more than "
                            + MAX_FRAMES + " frames");
        }
        block.writeBytes(in, length);
        if (!end) {
            return null;
        }
        stream = 0;
        ByteBuf whole = block;
        block = Unpooled.EMPTY_BUFFER;
        return whole;
    }
}
