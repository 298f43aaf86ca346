package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** Events of a connection's channel. */
final class Inbound extends ChannelInboundHandlerAdapter {
    private final Http2Connection connection;
    private final Incoming incoming;
    private final FrameReader reader;

    Inbound(Channel channel, Http2Connection connection, Incoming incoming) {
        this.connection = connection;
        this.incoming = incoming;
        this.reader = new FrameReader(channel.alloc(), incoming);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            reader.read(in);
        } catch (Violation violation) {
            connection.violated(violation);
        } finally {
            in.release();
        }
        incoming.readEnd();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.bodies().resume();
    }

    /** The target ends TLS: the connection's end follows, and nothing may be sent before. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reader.close();
        connection.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException && cause.getCause() != null) {
            connection.unwritable(Failure.ofExchange(cause.getCause()));
        } else if (!(cause instanceof ClosedChannelException)) {
            connection.broken(Failure.ofExchange(cause));
        }
    }
}
