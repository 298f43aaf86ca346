package dev.loadtest.worker.http.h1;

import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.Upload;
import dev.loadtest.worker.http.message.UploadStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Sends an upload over a connection after the head of its request, with back-pressure. */
final class Http1Upload {
    /** Smaller pieces are sent together with the next one. */
    private static final int FLUSHED_FROM = 8 * 1024;

    private final Channel channel;
    private final UploadStream stream;
    private final LongConsumer onSent;
    private final Consumer<Failure> onFailure;
    private boolean begun;

    /**
     * @param onSent called with the number of bytes handed to the connection, each time
     * @param onFailure called if the upload cannot be read
     */
    Http1Upload(Channel channel, VertxLoop loop, Upload upload, LongConsumer onSent, Consumer<Failure> onFailure) {
        this.channel = channel;
        this.stream = new UploadStream(loop, upload);
        this.onSent = onSent;
        this.onFailure = onFailure;
    }

    /** @param head created once the upload can be read, so that otherwise nothing is sent */
    void start(Supplier<ByteBuf> head) {
        stream.begin(() -> {
            Failure unreadable = stream.failure();
            if (unreadable != null) {
                onFailure.accept(unreadable);
            } else {
                send(head.get());
            }
        });
    }

    private void send(ByteBuf head) {
        begun = true;
        onSent.accept(head.readableBytes());
        channel.write(head, channel.voidPromise());
        stream.exceptionHandler(thrown -> onFailure.accept(Failure.ofExchange(thrown)));
        stream.endHandler(end -> channel.flush());
        stream.handler(this::send);
        channel.flush();
    }

    private void send(Buffer piece) {
        onSent.accept(piece.length());
        channel.write(((BufferInternal) piece).getByteBuf(), channel.voidPromise());
        if (piece.length() >= FLUSHED_FROM || !channel.isWritable()) {
            channel.flush();
        }
        if (!channel.isWritable()) {
            stream.pause();
        }
    }

    /** The connection's writability has changed. */
    void writabilityChanged() {
        if (begun && channel.isWritable()) {
            stream.resume();
        }
    }

    /** Whether any part of the request was written to the connection. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether all of it was written to the connection. */
    boolean isOver() {
        return stream.isOver();
    }

    /** Cancels the rest. */
    void close() {
        stream.close();
    }
}
