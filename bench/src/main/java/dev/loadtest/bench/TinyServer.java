package dev.loadtest.bench;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A minimal HTTP/1.1 server: answers every end of a request head with the same bytes. A process of its own, so that its
 * cost is not measured with the client; exits at the end of its standard input. A line {@code freeze AFTER MILLIS}
 * blocks it once that many more requests have arrived; see {@link Freeze}.
 */
final class TinyServer {
    static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Buffer ANSWER = Buffer.buffer(RESPONSE);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BACKLOG = 16_384;

    private final ContextInternal context;
    private final Freeze freeze = new Freeze();

    private TinyServer(ContextInternal context) {
        this.context = context;
    }

    /** @param args {@code silent} for a server that never answers, {@code delay MICROS} for one that answers later */
    public static void main(String[] args) throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        TinyServer server = new TinyServer((ContextInternal) vertx.getOrCreateContext());
        int port = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(BACKLOG))
                .connectHandler(server.handler(args))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        System.out.println(port);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // The parent process ends this one by closing its standard input.
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            server.context.nettyEventLoop().execute(() -> {
                server.freeze.plan(Long.parseLong(words[1]), Long.parseLong(words[2]));
                System.out.println("planned");
            });
        }
        vertx.close();
    }

    private Consumer<NetSocket> answer(String[] args) {
        return switch (args.length == 0 ? "" : args[0]) {
            case "silent" -> socket -> {};
            case "delay" -> {
                long micros = Long.parseLong(args[1]);
                yield socket ->
                        context.nettyEventLoop().schedule(() -> socket.write(ANSWER), micros, TimeUnit.MICROSECONDS);
            }
            default ->
                socket -> {
                    freeze.requested();
                    socket.write(ANSWER);
                };
        };
    }

    private Handler<NetSocket> handler(String[] args) {
        Consumer<NetSocket> answer = answer(args);
        return socket -> serve(socket, answer);
    }

    private static void serve(NetSocket socket, Consumer<NetSocket> answer) {
        int[] matched = {0};
        socket.handler(bytes -> {
            for (int i = 0; i < bytes.length(); i++) {
                byte octet = bytes.getByte(i);
                matched[0] = octet == HEAD_END[matched[0]] ? matched[0] + 1 : octet == HEAD_END[0] ? 1 : 0;
                if (matched[0] == HEAD_END.length) {
                    matched[0] = 0;
                    answer.accept(socket);
                }
            }
        });
    }
}
