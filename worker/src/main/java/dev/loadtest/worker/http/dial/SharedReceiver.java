package dev.loadtest.worker.http.dial;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Receive memory shared by all connections of a loop: data is parsed in place before anything else is received. A
 * handler that retains it, such as decryption, keeps it, and the others get new memory. Confined to the loop.
 */
public final class SharedReceiver extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SIZE = 64 * 1024;

    private ByteBuf shared = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    @Override
    @SuppressWarnings("deprecation") // As Netty's own receivers
    public Handle newHandle() {
        return new Receiving();
    }

    /** Releases the memory; open connections allocate their own from then on. */
    public void close() {
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
