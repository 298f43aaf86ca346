package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.LocalLimit;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports that a connection of HTTP/2 is broken only once it has closed, when everything that the peer had sent was read:
 * the answer to a request whose body the peer did not want to the end may be among it. Netty alone would close the
 * connection with the first write that fails, and HTTP/2 would fail all of its streams.
 */
final class ReadFirst extends ChannelDuplexHandler {
    private final Runnable onBroken;
    private final List<Runnable> held = new ArrayList<>();
    private boolean closed;

    private ReadFirst(Runnable onBroken) {
        this.onBroken = onBroken;
    }

    /**
     * @param http2 of the handler that is to be told late
     * @param onBroken called at once when the connection is known to be broken, perhaps within a write: nothing more should
     *     be sent over it
     */
    static void install(ChannelHandlerContext http2, Runnable onBroken) {
        http2.channel().config().setAutoClose(false);
        http2.pipeline().addBefore(http2.name(), null, new ReadFirst(onBroken));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise told = promise.unvoid();
        context.write(message, context.newPromise().addListener(written -> {
            if (written.isSuccess()) {
                told.trySuccess();
                return;
            }
            Throwable cause = ownCause(written.cause());
            if (closed || LocalLimit.failureOf(cause) != null) {
                told.tryFailure(cause);
            } else {
                hold(() -> told.tryFailure(cause));
            }
        }));
    }

    /** The cause of a failed write, which Netty wraps. */
    private static Throwable ownCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof ChannelOutputShutdownException && cause != null ? cause : thrown;
    }

    private void hold(Runnable report) {
        held.add(report);
        onBroken.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!closed && Failure.ofExchange(cause).errorCause() == ErrorCause.RESET) {
            hold(() -> context.fireExceptionCaught(cause));
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    /** The peer has ended TLS and reads nothing more; that it closes the connection too is not waited for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
        held.forEach(Runnable::run);
        held.clear();
        context.fireChannelInactive();
    }
}
