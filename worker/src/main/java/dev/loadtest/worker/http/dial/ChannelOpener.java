package dev.loadtest.worker.http.dial;

import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.VertxLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens connections to one origin, on channels of our own. */
public final class ChannelOpener<C> implements Dial.Opener<C> {
    private static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    /** Makes a connection of a channel that is connected and, if it has TLS, has shaken hands. */
    public interface Start<C> {

        /** @param opened notified once, possibly within this call; the opener closes the channel after a failure */
        void start(Channel channel, Dial.Opened<C> opened);
    }

    private final Origin origin;
    private final @Nullable SslContext tls;
    private final Start<C> start;
    private final Bootstrap bootstrap;
    private final DescriptorBudget descriptors;

    /** @param receiver memory shared by all connections without TLS */
    public ChannelOpener(VertxLoop loop, SharedReceiver receiver, Origin origin, TlsSettings settings, Start<C> start) {
        this.origin = origin;
        this.tls = origin.https() ? settings.context() : null;
        this.start = start;
        this.descriptors = loop.descriptors();
        this.bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channelFactory(loop.context().owner().transport().channelFactory(false))
                .disableResolver()
                .option(ChannelOption.ALLOCATOR, BUFFERS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS))
                // A response that came before a failed write is read before the connection is closed.
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                });
        if (tls == null) {
            // Decryption keeps received data until a record is complete, so it gets smaller buffers.
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, receiver);
        }
    }

    private void initialize(Channel channel) {
        if (tls != null) {
            SslHandler handler =
                    tls.newHandler(BUFFERS, origin.tlsHost(), origin.called().port());
            // The dial's deadline covers the whole opening.
            handler.setHandshakeTimeoutMillis(0);
            SNIHostName name = origin.serverName();
            if (name != null) {
                // The JDK sends only names with a dot to the server, and a Service's name has none.
                SSLParameters parameters = handler.engine().getSSLParameters();
                parameters.setServerNames(List.of(name));
                handler.engine().setSSLParameters(parameters);
            }
            channel.pipeline().addLast(handler).addLast(new Handshaking());
        }
    }

    @Override
    public Runnable open(InetSocketAddress address, Dial.Opened<C> opened) {
        if (!descriptors.take()) {
            opened.failed(LocalLimit.descriptors());
            return () -> {};
        }
        ChannelFuture connecting = bootstrap.connect(address);
        Throwable unopened = connecting.cause();
        if (unopened != null) {
            // There is no socket, or Netty has closed it: the channel object must not be closed again.
            descriptors.giveBack();
            opened.failed(Failure.ofOpening(unopened, address));
            return () -> {};
        }
        Attempt attempt = new Attempt(address, connecting.channel(), opened);
        connecting.channel().closeFuture().addListener(closed -> descriptors.giveBack());
        connecting.addListener((ChannelFuture future) -> attempt.connected(future));
        return attempt::giveUp;
    }

    /** Handshake errors are reported by its future; at the pipeline's end they would only be logged. */
    private static final class Handshaking extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // Reported by the future.
        }
    }

    private final class Attempt implements Dial.Opened<C> {
        private final InetSocketAddress address;
        private final Channel channel;
        private final Dial.Opened<C> opened;
        private boolean over;

        Attempt(InetSocketAddress address, Channel channel, Dial.Opened<C> opened) {
            this.address = address;
            this.channel = channel;
            this.opened = opened;
        }

        void giveUp() {
            over = true;
            channel.close();
        }

        void connected(ChannelFuture future) {
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            if (!future.isSuccess()) {
                failed(Failure.ofOpening(future.cause(), address));
            } else if (handler == null) {
                begin();
            } else {
                opened.reached();
                handler.handshakeFuture().addListener(this::shakenHands);
            }
        }

        private void shakenHands(Future<?> future) {
            if (future.isSuccess()) {
                begin();
            } else {
                failed(Failure.ofHandshake(future.cause()));
            }
        }

        private void begin() {
            if (over) {
                return;
            }
            if (channel.pipeline().get(Handshaking.class) != null) {
                channel.pipeline().remove(Handshaking.class);
            }
            start.start(channel, this);
        }

        @Override
        public void reached() {
            opened.reached();
        }

        @Override
        public void connected(C connection) {
            if (!over) {
                over = true;
                opened.connected(connection);
            }
        }

        @Override
        public void failed(Failure failure) {
            if (!over) {
                over = true;
                opened.failed(failure);
                channel.close();
            }
        }
    }
}
