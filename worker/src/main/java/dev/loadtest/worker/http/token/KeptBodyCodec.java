package dev.loadtest.worker.http.token;

import dev.loadtest.worker.http.message.KeptBody;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response to its end, keeping only its first bytes.
 *
 * @param body keeps the first bytes of one response
 */
record KeptBodyCodec(KeptBody body) implements BodyCodec<KeptBody> {

    @Override
    public BodyStream<KeptBody> stream() {
        return new Draining(body);
    }

    private static final class Draining implements BodyStream<KeptBody> {
        private final KeptBody body;
        private final Promise<KeptBody> whole = Promise.promise();

        Draining(KeptBody body) {
            this.body = body;
        }

        @Override
        public Future<KeptBody> result() {
            return whole.future();
        }

        @Override
        public void handle(Throwable broken) {
            whole.tryFail(broken);
        }

        @Override
        public Future<Void> write(Buffer data) {
            body.add(((BufferInternal) data).getByteBuf(), data.length());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            whole.tryComplete(body);
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }
}
