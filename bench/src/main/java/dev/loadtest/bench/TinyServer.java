package dev.loadtest.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/**
 * The cheapest HTTP/1.1 server there can be: it answers every end of a request head with the same bytes. A process of its
 * own, so that what it costs is not measured with the client; it ends when its standard input does.
 */
final class TinyServer {
    private static final Buffer ANSWER = Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int BACKLOG = 16_384;

    private TinyServer() {}

    /** @param args {@code silent} for a server that never answers */
    public static void main(String[] args) throws Exception {
        boolean silent = args.length > 0;
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        int port = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(BACKLOG))
                .connectHandler(silent ? TinyServer::listen : TinyServer::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        System.out.println(port);
        while (System.in.read() >= 0) {
            // Whoever started this process closes its standard input to end it.
        }
        vertx.close();
    }

    private static void listen(NetSocket socket) {
        socket.handler(bytes -> {});
    }

    private static void serve(NetSocket socket) {
        int[] matched = {0};
        socket.handler(bytes -> {
            for (int i = 0; i < bytes.length(); i++) {
                byte octet = bytes.getByte(i);
                matched[0] = octet == HEAD_END[matched[0]] ? matched[0] + 1 : octet == HEAD_END[0] ? 1 : 0;
                if (matched[0] == HEAD_END.length) {
                    matched[0] = 0;
                    socket.write(ANSWER);
                }
            }
        });
    }
}
