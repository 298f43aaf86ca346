package dev.loadtest.worker.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The head that was read last of all that a target sent. Most responses of a loaded target bear the same one until its
 * Date moves on, and the same bytes mean the same: such a head is compared instead of read. Confined to the loop.
 */
public final class LastHead {
    private @Nullable ResponseHead head;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Takes the head from the input where all of it lies there, byte for byte; null, and nothing taken, otherwise. */
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
