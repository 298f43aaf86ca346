package dev.loadtest.worker.warmup;

import dev.loadtest.worker.VertxLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * An HTTP/1.1 server that sends prepared answers to plain requests, so that hardly any of its code is compiled during
 * the client's warm-up. Confined to its loop.
 */
final class ConstantServer {
    /** Changes like the Date of a target. */
    private static final int ANSWERS = 8;
    /** Consecutive answers with the same head. */
    private static final int ALIKE = 64;

    private static final int HEAD_END = 0x0d0a0d0a;

    private final ByteBuf[] answers =
            IntStream.range(0, ANSWERS).mapToObj(ConstantServer::answer).toArray(ByteBuf[]::new);
    private final ChannelGroup channels;
    private final ServerBootstrap bootstrap;
    private int answered;

    ConstantServer(VertxLoop loop) {
        channels = new DefaultChannelGroup(loop.eventLoop());
        bootstrap = new ServerBootstrap()
                .group(loop.eventLoop())
                .channelFactory(loop.context().owner().transport().serverChannelFactory(false))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(new Answering());
                    }
                });
    }

    private static ByteBuf answer(int number) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Number: " + number;
        return Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(head + "\r\nContent-Length: 2\r\n\r\n{}", StandardCharsets.US_ASCII));
    }

    /** Listens on a port of loopback; returns the port. */
    CompletableFuture<Integer> listen() {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        bootstrap.bind(WarmUpPlan.HOST, 0).addListener((ChannelFuture listening) -> {
            if (listening.isSuccess()) {
                channels.add(listening.channel());
                port.complete(((InetSocketAddress) listening.channel().localAddress()).getPort());
            } else {
                port.completeExceptionally(listening.cause());
            }
        });
        return port;
    }

    void close() {
        channels.close();
    }

    private final class Answering extends ChannelInboundHandlerAdapter {
        /** A client that awaits each answer sends nothing after a request. */
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            if (in.readableBytes() >= Integer.BYTES && in.getInt(in.writerIndex() - Integer.BYTES) == HEAD_END) {
                ByteBuf answer = answers[answered++ / ALIKE % ANSWERS];
                context.writeAndFlush(answer.duplicate(), context.voidPromise());
            }
            in.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
