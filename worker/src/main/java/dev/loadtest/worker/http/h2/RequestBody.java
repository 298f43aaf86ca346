package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.UploadStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/** The body of a request that is being sent, as far as the peer's window for its stream allows. */
final class RequestBody {
    private final Http2Stream stream;
    private final @Nullable UploadStream upload;
    private ByteBuf piece;
    private long left;
    private long window;
    private boolean closed;

    /**
     * A body in memory, or one that is read as it is sent.
     *
     * @param upload begun and readable; null for a body in memory
     * @param window of the stream
     */
    RequestBody(Http2Stream stream, @Nullable UploadStream upload, int window) {
        this.stream = stream;
        this.upload = upload;
        this.piece =
                upload == null ? Unpooled.wrappedBuffer(stream.request().frame().body()) : Unpooled.EMPTY_BUFFER;
        this.left = stream.request().bodyLength();
        this.window = window;
    }

    /**
     * Begins to read an upload.
     *
     * @param onPiece called when there is more to send
     */
    void begin(RequestBodies sender) {
        UploadStream from = upload;
        if (from != null) {
            from.pause();
            from.exceptionHandler(thrown -> sender.unreadable(stream, Failure.ofExchange(thrown)));
            from.handler(more -> {
                take(more);
                sender.ready();
            });
            from.fetch(1);
        }
    }

    private void take(Buffer more) {
        piece = ((BufferInternal) more).getByteBuf();
    }

    /**
     * Writes a frame if there is something to send, and the window is open.
     *
     * @param most bytes
     * @return its length; 0 without a frame
     */
    int writeTo(FrameWriter out, int most) {
        int length = (int) Math.min(Math.min(piece.readableBytes(), window), Math.min(most, left));
        if (closed || length <= 0) {
            return 0;
        }
        left -= length;
        window -= length;
        out.data(stream.id(), piece, length, left == 0);
        stream.owner().sent(length);
        if (left == 0) {
            close();
        } else if (upload != null && !piece.isReadable()) {
            upload.fetch(1);
        }
        return length;
    }

    /** Whether nothing more is to be sent. */
    boolean isOver() {
        return closed;
    }

    /** Whether all of it was sent. */
    boolean isSent() {
        return left == 0;
    }

    /** The peer allows more, or less. */
    void widen(long by) throws Violation {
        window += by;
        if (window > Integer.MAX_VALUE) {
            throw new Violation(Http2Error.FLOW_CONTROL_ERROR, "the target opened a window beyond 2^31-1 bytes");
        }
    }

    /** The rest is not sent. */
    void close() {
        closed = true;
        if (upload != null) {
            upload.close();
        }
    }
}
