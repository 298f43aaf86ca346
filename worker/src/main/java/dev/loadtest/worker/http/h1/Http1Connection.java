package dev.loadtest.worker.http.h1;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Lifetime;
import dev.loadtest.worker.http.message.ResponseReader;
import dev.loadtest.worker.http.message.Upload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A minimal HTTP/1.1 connection for load: a request in memory is written as prepared bytes in one flush, and the
 * response is parsed in place. One request at a time.
 */
final class Http1Connection {
    /** Index among the idle connections of its pool, -1 if not idle; used by the pool. */
    int idleIndex = -1;

    private final Http1Pool pool;
    private final boolean ofTarget;
    private final VertxLoop loop;
    private final Channel channel;
    private final ResponseReader reader;
    private final Lifetime.Life life;
    private final RequestBuffer buffer;
    private @Nullable Http1Exchange current;
    private @Nullable Http1Exchange next;
    private @Nullable Http1Upload upload;
    private @Nullable ByteBuf sending;
    private @Nullable Failure unwritable;
    private boolean handingOver;
    private boolean settling;
    private boolean closing;
    private boolean used;

    /** @param ofTarget whether it leads to the target and may be reused, unlike one of a redirect */
    Http1Connection(Http1Pool pool, boolean ofTarget, VertxLoop loop, Channel channel) {
        this.pool = pool;
        this.ofTarget = ofTarget;
        this.loop = loop;
        this.channel = channel;
        this.reader = new ResponseReader(pool.lastHead());
        this.life = pool.lifetime().begin();
        // Encryption writes into buffers and keeps them, so it gets its own each time.
        this.buffer = new RequestBuffer(channel.alloc(), channel.pipeline().get(SslHandler.class) == null);
        channel.pipeline().addLast(new Inbound());
    }

    /** Sends a request, at the end of this turn of the loop if the connection has become idle in it. */
    void send(Http1Exchange exchange) {
        if (settling) {
            next = exchange;
        } else {
            begin(exchange);
        }
    }

    /** Everything that arrived in the turn of the last response was read. */
    void settled() {
        settling = false;
        Http1Exchange waiting = next;
        next = null;
        if (waiting != null) {
            begin(waiting);
        }
    }

    private void begin(Http1Exchange exchange) {
        if (used && (closing || !channel.isActive())) {
            // Closed since its last response: writes would be dropped silently.
            exchange.unsent();
            return;
        }
        current = exchange;
        life.use();
        Http1Request request = exchange.request();
        reader.expect(request.frame().ofHead(), exchange);
        Upload body = request.frame().upload();
        // exceptionCaught receives a failed write, possibly before this returns.
        handingOver = true;
        if (body == null) {
            ByteBuf wire = buffer.filled(request);
            sending = wire;
            exchange.sent(wire.readableBytes());
            channel.writeAndFlush(wire, channel.voidPromise());
            sending = null;
        } else {
            Http1Upload begun = new Http1Upload(channel, loop, body, exchange::sent, this::unreadable);
            upload = begun;
            begun.start(() -> buffer.filled(request));
        }
        handingOver = false;
    }

    /** Drops the request without notifying it. */
    void abandon(Http1Exchange exchange) {
        if (next == exchange) {
            next = null;
            if (!closing && channel.isActive()) {
                pool.add(this);
            }
        } else if (current == exchange) {
            current = null;
            close();
        }
    }

    /** Whether it reached a limit on its use. */
    boolean isSpent() {
        return life.isOver();
    }

    void close() {
        closing = true;
        Http1Upload body = upload;
        upload = null;
        if (body != null) {
            body.close();
        }
        channel.close();
    }

    private void received(ByteBuf in) {
        Http1Exchange exchange = current;
        if (exchange == null || used && upload != null && !upload.hasBegun()) {
            // Unsolicited data: must not become the answer to the next request.
            fail(Failure.protocol("a response that belongs to no request"));
            return;
        }
        boolean first = !reader.begun();
        int before = in.readableBytes();
        try {
            boolean whole = reader.read(in);
            exchange.received(before - in.readableBytes());
            if (whole) {
                complete(exchange, reader.keepAlive() && !in.isReadable() && allSent() && ofTarget && !isSpent());
            } else if (first && reader.begun()) {
                exchange.begun(loop.nanos());
            }
        } catch (Failure failure) {
            exchange.received(before - in.readableBytes());
            fail(failure);
        }
    }

    private void complete(Http1Exchange exchange, boolean reusable) {
        Transport.Response response = reader.response();
        current = null;
        used = true;
        if (reusable) {
            upload = null;
            settling = true;
            pool.settle(this);
        } else {
            close();
        }
        exchange.completed(response);
        pool.trim();
    }

    /** A peer may answer before it has read the whole request: the rest must not be taken for the next one. */
    private boolean allSent() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound != null && outbound.isEmpty() && channel.isActive() && (upload == null || upload.isOver());
    }

    /** Closes the connection, and fails its request. */
    private void fail(Failure failure) {
        boolean unheard = used && !reader.begun() && failure.errorCause() == ErrorCause.RESET;
        end(failure, used && isUnsent(), unheard);
    }

    /** The upload cannot be read: another connection would not help. */
    private void unreadable(Failure failure) {
        end(failure, false, false);
    }

    private void end(Failure failure, boolean unsent, boolean unheard) {
        Http1Exchange exchange = current;
        // Counted when it was handed over; an upload counts what it sends.
        long counted =
                exchange == null || upload != null ? 0 : exchange.request().length();
        current = null;
        pool.remove(this);
        close();
        if (exchange == null) {
            return;
        }
        if (unsent) {
            // The target closed it between two requests, and the notice was pending.
            exchange.sent(-counted);
            exchange.unsent();
        } else if (handingOver) {
            channel.eventLoop().execute(() -> exchange.brokenOff(failure, unheard));
        } else {
            exchange.brokenOff(failure, unheard);
        }
    }

    /** Whether nothing of the request was sent. */
    private boolean isUnsent() {
        Http1Upload body = upload;
        return body != null ? !body.hasBegun() : sending != null && buffer.isUntouched(sending);
    }

    /** Unsent parts cannot be sent any more. The target may have answered before it closed: reads that first. */
    private void unwritable(Throwable cause) {
        Failure failure = Failure.ofExchange(cause);
        if (used && isUnsent() || failure.errorCause() != ErrorCause.RESET) {
            fail(failure);
            return;
        }
        unwritable = failure;
        if (upload != null) {
            upload.close();
        }
    }

    private void closed() {
        Http1Exchange exchange = current;
        if (exchange != null && reader.endsWithConnection()) {
            complete(exchange, false);
        } else if (unwritable != null && !reader.begun()) {
            fail(unwritable);
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
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            Http1Upload body = upload;
            if (body != null) {
                body.writabilityChanged();
            }
        }

        /** The target ends TLS: the connection's end follows, and nothing may be sent before. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslCloseCompletionEvent) {
                closing = true;
                channel.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            buffer.release();
            closed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof ChannelOutputShutdownException && cause.getCause() != null) {
                unwritable(cause.getCause());
            } else if (unwritable == null || !(cause instanceof ClosedChannelException)) {
                fail(Failure.ofExchange(cause));
            }
        }
    }
}
