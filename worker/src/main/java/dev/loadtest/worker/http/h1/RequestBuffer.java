package dev.loadtest.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The memory from which a connection sends its requests in sequence. Reused once the last request has left it, and
 * unchanged if the request is the same. Confined to the loop.
 */
final class RequestBuffer {
    private static final int KEPT_AT_MOST = 4096;

    private final ByteBufAllocator memory;
    private final boolean keeps;
    private @Nullable ByteBuf kept;
    private @Nullable Http1Request content;

    /** @param keeps whether the channel returns buffers unchanged */
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
            // The last request is still being sent from it.
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
     * Whether a filled buffer was not sent at all: a partial write moves its reader index. False also if unknown, as
     * for a buffer that is not kept.
     */
    boolean isUntouched(ByteBuf filled) {
        return filled == kept && filled.readerIndex() == 0;
    }

    /** Releases the memory; may be reused afterwards. */
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
