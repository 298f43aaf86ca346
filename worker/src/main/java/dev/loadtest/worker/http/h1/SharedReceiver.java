package dev.loadtest.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Memory to receive into that all connections of a loop share: what has come is read where it lies before anything else
 * comes. Who keeps it for longer, as what decrypts does, keeps it for good, and the others get another. Confined to the loop.
 */
final class SharedReceiver extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SIZE = 64 * 1024;

    private ByteBuf shared = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    @Override
    @SuppressWarnings("deprecation") // Netty's own receivers implement it as well
    public Handle newHandle() {
        return new Receiving();
    }

    /** Gives the memory back; connections that are still open get some of their own each time. */
    void close() {
        closed = true;
        shared.release();
        shared = Unpooled.EMPTY_BUFFER;
    }

    private ByteBuf next(ByteBufAllocator memory) {
        if (closed) {
            return memory.ioBuffer(SIZE);
        }
        if (shared.capacity() == 0 || shared.refCnt() > 1) {
            shared.release();
            shared = memory.ioBuffer(SIZE);
        }
        return shared.clear().retain();
    }

    private final class Receiving extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator memory) {
            return next(memory);
        }

        @Override
        public int guess() {
            return SIZE;
        }
    }
}
