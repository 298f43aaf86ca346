package dev.loadtest.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The memory out of which a connection sends its requests, one after the other. It is used again once the last request has
 * left it, and where that was the same one, as it is. Confined to the loop.
 */
final class RequestBuffer {
    private static final int KEPT_AT_MOST = 4096;

    private final ByteBufAllocator memory;
    private final boolean keeps;
    private @Nullable ByteBuf kept;
    private @Nullable Http1Request content;

    /** @param keeps whether the channel gives buffers back as it got them */
    RequestBuffer(ByteBufAllocator memory, boolean keeps) {
        this.memory = memory;
        this.keeps = keeps;
    }

    /** The whole request, in a buffer that the caller releases. */
    ByteBuf filled(Http1Request request) {
        int length = request.length();
        if (!keeps || length > KEPT_AT_MOST) {
            return fill(memory.ioBuffer(length), request);
        }
        ByteBuf buffer = kept;
        if (buffer == null || buffer.refCnt() > 1) {
            // The last request is still on its way out of it.
            release();
            buffer = fill(memory.ioBuffer(length), request);
            kept = buffer;
        } else if (content == request) {
            buffer.readerIndex(0);
        } else {
            fill(buffer.clear(), request);
        }
        content = request;
        return buffer.retain();
    }

    /**
     * Whether nothing has left a buffer that was filled last and that could not be sent: what leaves it, but not all of it,
     * moves its reader's index. False also where that is not known, as of a buffer that is not kept.
     */
    boolean isUntouched(ByteBuf filled) {
        return filled == kept && filled.readerIndex() == 0;
    }

    /** Gives the memory back; it may be used again after that. */
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    private static ByteBuf fill(ByteBuf buffer, Http1Request request) {
        request.write(buffer);
        return buffer;
    }
}
