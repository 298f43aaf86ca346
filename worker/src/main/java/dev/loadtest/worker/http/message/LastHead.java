package dev.loadtest.worker.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The last head that a target sent. Most responses of a loaded target have the same head until its Date changes, and
 * equal bytes have equal meaning: such a head is compared instead of parsed. Confined to the loop.
 */
public final class LastHead {
    private @Nullable ResponseHead head;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Consumes the head from the input if it is there completely, byte for byte; otherwise null, consuming nothing. */
    @Nullable
    public ResponseHead take(ByteBuf in) {
        int length = bytes.writerIndex();
        if (head == null
                || in.readableBytes() < length
                || !ByteBufUtil.equals(in, in.readerIndex(), bytes, 0, length)) {
            return null;
        }
        in.skipBytes(length);
        return head;
    }

    void keep(ResponseHead read) {
        head = read;
        bytes = Unpooled.wrappedBuffer(read.bytes());
    }
}
