package dev.loadtest.worker.http;

import dev.loadtest.engine.run.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection without any more than one needs to load a target: the request goes out as bytes that are ready,
 * in one flush, and the response is read where it lies. One request at a time.
 */
final class Http1Connection extends Http1Pool.Member {
    private final Http1Pool pool;
    private final Channel channel;
    private final ResponseReader reader;
    private final RequestBuffer buffer;
    private @Nullable Http1Exchange current;
    private @Nullable ByteBuf sending;
    private boolean used;

    Http1Connection(Http1Pool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
        this.reader = new ResponseReader(pool.lastHead());
        // What encrypts keeps buffers and writes into them: it gets one of its own each time.
        this.buffer = new RequestBuffer(channel.alloc(), channel.pipeline().get(SslHandler.class) == null);
        channel.pipeline().addLast(new Inbound());
    }

    void send(Http1Exchange exchange) {
        if (used && !channel.isActive()) {
            // Closed since its last response, which nobody has told us yet: what is written now is dropped without a
            // word.
            exchange.unsent();
            return;
        }
        current = exchange;
        Http1Request request = exchange.request;
        reader.expect(request.frame().ofHead(), exchange.bodyLimit);
        ByteBuf wire = buffer.filled(request);
        // A failed write is told to exceptionCaught, perhaps before this returns.
        sending = wire;
        channel.writeAndFlush(wire, channel.voidPromise());
        sending = null;
    }

    /** Ends the request without a word to it. */
    void abandon(Http1Exchange exchange) {
        if (current == exchange) {
            current = null;
            close();
        }
    }

    @Override
    void close() {
        channel.close();
    }

    private void received(ByteBuf in) {
        Http1Exchange exchange = current;
        if (exchange == null) {
            // Nobody asked: whatever this is, the next request must not get it as its answer.
            pool.lean().remove(this);
            close();
            return;
        }
        try {
            if (reader.read(in)) {
                complete(exchange, reader.keepAlive() && !in.isReadable() && allSent());
            }
        } catch (Failure failure) {
            fail(failure);
        }
    }

    private void complete(Http1Exchange exchange, boolean reusable) {
        Transport.Response response = reader.response();
        current = null;
        used = true;
        if (reusable) {
            pool.lean().add(this);
        } else {
            close();
        }
        exchange.completed(response);
        pool.trim();
    }

    /** A peer may answer before it has read all: the rest of that request must not be taken for the next one. */
    private boolean allSent() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound != null && outbound.isEmpty() && channel.isActive();
    }

    private void fail(Failure failure) {
        Http1Exchange exchange = current;
        current = null;
        pool.lean().remove(this);
        close();
        if (exchange == null) {
            return;
        }
        if (used && sending != null && buffer.isUntouched(sending)) {
            // The target has closed it between two requests, and we were about to hear of that.
            exchange.unsent();
        } else if (sending != null) {
            channel.eventLoop().execute(() -> exchange.failed(failure));
        } else {
            exchange.failed(failure);
        }
    }

    private void closed() {
        Http1Exchange exchange = current;
        if (exchange != null && reader.endsWithConnection()) {
            complete(exchange, false);
        } else if (reader.begun()) {
            fail(Failure.reset("the connection was closed within the response"));
        } else {
            fail(Failure.reset(
                    used
                            ? "the connection, used before, was closed before the response"
                            : "the connection was closed before the response"));
        }
    }

    private final class Inbound extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                received(in);
            } finally {
                in.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            buffer.release();
            closed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(Failure.ofExchange(cause));
        }
    }
}
