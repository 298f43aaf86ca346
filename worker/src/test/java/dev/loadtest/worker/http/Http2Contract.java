package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport.Response;
import dev.loadtest.worker.http.dial.AddressPolicy;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for HTTP/2, in plain text and over TLS; uploads too. */
abstract class Http2Contract extends UploadContract {
    static final int STREAMS = 5;
    private final List<Http2Server> servers = new ArrayList<>();

    abstract @Nullable Identity identity();

    @Override
    Target.Protocol protocol() {
        return Target.Protocol.HTTP2;
    }

    final Http2Server http2(Handler<HttpServerRequest> handler) throws Exception {
        return http2(STREAMS, handler);
    }

    final Http2Server http2(int streams, Handler<HttpServerRequest> handler) throws Exception {
        Http2Server server = new Http2Server(identity(), streams, handler);
        servers.add(server);
        return server;
    }

    @AfterEach
    void closeServers() throws Exception {
        for (Http2Server server : servers) {
            server.close();
        }
    }

    @Override
    int digestingServer() throws Exception {
        return http2(request -> {
                    MessageDigest digest = sha256();
                    long[] length = {0};
                    request.handler(piece -> {
                        digest.update(piece.getBytes());
                        length[0] += piece.length();
                    });
                    request.endHandler(end -> request.response()
                            .end(length[0] + " " + HexFormat.of().formatHex(digest.digest())));
                })
                .port();
    }

    @Override
    int earlyAnswer(Then then) throws Exception {
        return http2Server(new EarlyHttp2Answer(then)).port();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void roundTrip() throws Exception {
        CompletableFuture<HttpServerRequest> seen = new CompletableFuture<>();
        Http2Server server = http2(request -> request.bodyHandler(body -> {
            seen.complete(request);
            request.response()
                    .setStatusCode(201)
                    .putHeader("X-Got", body.toString("US-ASCII"))
                    .end("made of it");
        }));
        Response response = sender(server.port())
                .send(
                        request(
                                "POST",
                                "/a/b%20c?d=e",
                                new Bytes("four".getBytes(StandardCharsets.US_ASCII), "text/plain"),
                                new Field("X-Key", "value"),
                                new Field("Connection", "close")),
                        0,
                        status -> status == 201 ? 4 : 0)
                .response();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).asString().isEqualTo("made");
        assertThat(response.truncated()).isTrue();
        assertThat(response.headers().first("x-got")).isEqualTo("four");
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.add(name + "=" + value));
        assertThat(headers).contains("x-got=four");
        HttpServerRequest request = seen.get();
        assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(request.uri()).isEqualTo("/a/b%20c?d=e");
        assertThat(request.authority().toString()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(request.getHeader("x-key")).isEqualTo("value");
        assertThat(request.getHeader("connection")).isNull();
        assertThat(request.getHeader("accept-encoding")).isNull();
    }

    @Test
    void permitsEqualStreamsOfPeer() throws Exception {
        ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(STREAMS + 1);
        Http2Server server = http2(request -> {
            held.add(request);
            all.countDown();
            if (request.path().equals("/first")) {
                request.response().end("first");
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        CompletableFuture<Integer> rose = new CompletableFuture<>();

        assertThat(sender.available()).isEqualTo(1);
        assertThat(sender.needsConnection()).isTrue();
        sender.send(get("/first"), 0).response();
        assertThat(sender.needsConnection()).isFalse();
        assertThat(sender.available()).isEqualTo(STREAMS);
        List<Sender.Sent> sent = new ArrayList<>();
        for (int i = STREAMS; i > 0; i--) {
            assertThat(sender.available()).isEqualTo(i);
            sent.add(sender.send(get("/" + i), 0));
        }
        assertThat(sender.available()).isZero();
        sender.transport().onAvailable(() -> rose.complete(sender.transport().available()));
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        held.forEach(request -> {
            if (!request.path().equals("/first")) {
                request.response().end();
            }
        });
        for (Sender.Sent each : sent) {
            assertThat(each.response().status()).isEqualTo(200);
        }
        assertThat(rose.get(60, TimeUnit.SECONDS)).isPositive();
        assertThat(server.connections()).hasSize(1);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    @Test
    void changedStreamLimitIsFollowed() throws Exception {
        Http2Server server = http2(request -> request.response().end());
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();

        for (int streams : new int[] {2, 4, 1, 0, STREAMS}) {
            server.allow(streams);
            assertThat(sender.available()).isEqualTo(streams);
        }
    }

    @Test
    void zeroStreamsAtFirst() throws Exception {
        Http2Server server = http2(0, request -> request.response().end());
        Sender sender = sender(target("127.0.0.1", server.port(), 2), AddressPolicy.ALLOW_ALL);
        Sender.Sent first = sender.send(get("/"), 0);
        while (!sender.onLoop(first::openedConnection)) {
            Thread.onSpinWait();
        }
        assertThat(sender.available()).isEqualTo(1);

        server.allow(STREAMS);

        assertThat(first.response().status()).isEqualTo(200);
        assertThat(sender.available()).isEqualTo(2 * STREAMS);
    }

    @Test
    void opensConnectionsBeforeSharing() throws Exception {
        ConcurrentLinkedQueue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(CONNECTIONS * STREAMS);
        Http2Server server = http2(request -> {
            held.add(request);
            all.countDown();
        });
        Sender sender = sender(server.port());
        List<Sender.Sent> sent = new ArrayList<>();
        CountDownLatch opened = new CountDownLatch(1);
        sender.transport().onAvailable(() -> {
            if (sender.transport().available() == (STREAMS - 1) * CONNECTIONS) {
                opened.countDown();
            }
        });
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(sender.available()).isPositive();
            assertThat(sender.needsConnection()).isTrue();
            sent.add(sender.send(get("/"), 0));
        }
        assertThat(sender.needsConnection()).isFalse();
        while (sender.available() < (STREAMS - 1) * CONNECTIONS) {
            Thread.onSpinWait();
        }
        while (sender.available() > 0) {
            sent.add(sender.send(get("/"), 0));
        }
        assertThat(sent).hasSize(CONNECTIONS * STREAMS);
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.connections()).hasSize(CONNECTIONS);
        held.forEach(request -> request.response().end());
        for (Sender.Sent each : sent) {
            each.response();
        }
        assertThat(sender.available()).isEqualTo(CONNECTIONS * STREAMS);
    }

    @Test
    void cancellingResetsOnlyItsStream() throws Exception {
        CompletableFuture<Long> reset = new CompletableFuture<>();
        CompletableFuture<HttpServerRequest> other = new CompletableFuture<>();
        CountDownLatch endless = new CountDownLatch(1);
        Http2Server server = http2(request -> {
            switch (request.path()) {
                case "/endless" -> {
                    request.response().exceptionHandler(thrown -> reset.complete(0L));
                    request.response().setChunked(true).write("more");
                    endless.countDown();
                }
                case "/other" -> other.complete(request);
                default -> request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();
        Sender.Sent cut = sender.send(get("/endless"), 0);
        Sender.Sent kept = sender.send(get("/other"), 0);
        endless.await();
        cut.cancel();
        assertThat(sender.available()).isEqualTo(STREAMS - 1);
        reset.get(60, TimeUnit.SECONDS);
        other.get(60, TimeUnit.SECONDS).response().end();
        assertThat(kept.response().status()).isEqualTo(200);
        assertThat(cut.told()).isZero();
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void resetStreamOrClosedConnection() throws Exception {
        Http2Server server = http2(request -> {
            switch (request.path()) {
                case "/reset" -> request.response().reset(2);
                case "/close" -> request.connection().close();
                default -> request.response().end();
            }
        });
        Sender sender = sender(server.port());
        assertThat(sender.send(get("/reset"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.send(get("/close"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
    }

    @Test
    void cancellingKeepsOpeningConnection() throws Exception {
        Http2Server server = http2(request -> request.response().end());
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();
        server.connections().getFirst().close();
        sender.awaitNoIdle();

        Sender.Sent kept = sender.sendAsAnotherIsCancelled(get("/"));

        assertThat(kept.response().status()).isEqualTo(200);
        assertThat(server.connections()).hasSize(2);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    @Test
    void unreadableUploadsTakeNoStream() throws Exception {
        Http2Server server = http2(request -> request.response().end());
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        FileContent missing = new FileContent(folder.resolve("missing"), 10, "text/plain");
        for (int i = 0; i < STREAMS; i++) {
            assertThat(sender.send(request("POST", "/", missing), 0).failure().cause())
                    .isEqualTo(ErrorCause.BODY);
        }

        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        assertThat(server.connections()).hasSize(1);
    }

    /** A sender to a server that answers all but {@code /held}. */
    record Overbooked(Sender sender, CompletableFuture<HttpServerRequest> held) {}

    /**
     * More requests will wait than the peer turns out to allow, one: the next connection is expected to be like the last one,
     * which allowed many.
     */
    final Overbooked overbooked() throws Exception {
        CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
        Http2Server server = http2(1, request -> {
            if (request.path().equals("/held")) {
                held.complete(request);
            } else {
                request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();
        server.allow(STREAMS);
        server.connections().getFirst().close();
        sender.awaitNoIdle();
        return new Overbooked(sender, held);
    }

    @Test
    void cancellingWaitingRequestTakesNoStream() throws Exception {
        Overbooked peer = overbooked();
        List<Sender.Sent> sent = peer.sender().sendAtOnce(get("/held"), get("/cancelled"), get("/last"));
        HttpServerRequest held = peer.held().get(60, TimeUnit.SECONDS);

        sent.get(1).cancel();
        held.response().end();

        assertThat(sent.get(2).response().status()).isEqualTo(200);
        assertThat(sent.get(1).told()).isZero();
    }

    @Test
    void cancellingWhileConnectingIsSilent() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0)) {
            Sender sender = sender(hanging.getLocalPort());
            Sender.Sent sent = sender.send(get("/"), 0);
            sender.onLoop(() -> "a turn of the loop");
            sent.cancel();
            assertThat(sender.available()).isEqualTo(CONNECTIONS);
            assertThat(sender.sendAndCancel(get("/")).told()).isZero();
            assertThat(sender.available()).isEqualTo(CONNECTIONS);
        }
    }

    @Test
    void connectDeniedAndDnsErrors() throws Exception {
        int port;
        try (Socket unserved = unserved()) {
            port = unserved.getLocalPort();
            assertThat(sender(port).send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.CONNECT);
        }
        assertThat(sender(target("127.0.0.1", port, 1), (host, to, address) -> Optional.of("not there"))
                        .send(get("/"), 0)
                        .failure()
                        .cause())
                .isEqualTo(ErrorCause.DENIED);
        assertThat(sender(target("no-such-host.invalid", port, 1), AddressPolicy.ALLOW_ALL)
                        .send(get("/"), 0)
                        .failure()
                        .cause())
                .isEqualTo(ErrorCause.DNS);
    }

    @Test
    void http1OnlyTarget() throws Exception {
        Sender sender = senderTo(peer -> {
            peer.in().read();
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.PROTOCOL);
    }

    /** As lines of HTTP/1.1 would have them: a name, a value, four bytes more. */
    @Test
    void bytesOfFieldsAndBodies() throws Exception {
        CompletableFuture<Long> request = new CompletableFuture<>();
        int port = http2(seen -> seen.body().onSuccess(body -> {
                    long[] size = {body.length()};
                    seen.headers().forEach((name, value) -> size[0] += name.startsWith(":") ? 0 : field(name, value));
                    size[0] += field(":method", "POST")
                            + field(":path", seen.uri())
                            + field(":scheme", seen.scheme())
                            + field(":authority", String.valueOf(seen.authority()));
                    request.complete(size[0]);
                    seen.response().putHeader("x-a", "1").end("hello");
                }))
                .port();
        Sender.Sent sent = sender(port).send(request("POST", "/a?b=c", new Bytes(new byte[300], "text/plain")), 3);

        assertThat(sent.response().truncated()).isTrue();
        assertThat(sent.bytesSent()).isEqualTo(request.get());
        assertThat(sent.bytesReceived())
                .isEqualTo(field(":status", "200") + field("x-a", "1") + field("content-length", "5") + 5);
    }

    private static int field(String name, String value) {
        return name.length() + value.length() + 4;
    }

    @Test
    void firstByte() throws Exception {
        CompletableFuture<HttpServerResponse> begun = new CompletableFuture<>();
        int port = http2(request -> {
                    HttpServerResponse response = request.response().setChunked(true);
                    response.write("he");
                    begun.complete(response);
                })
                .port();
        Sender sender = sender(port);
        long before = sender.onLoop(sender.loop()::nanos);
        Sender.Sent sent = sender.send(get("/"), 100);
        sent.awaitReceived(field(":status", "200") + 2);
        long first = sent.firstByteNanos();
        begun.get().end("llo");
        sent.response();

        assertThat(first).isBetween(before, sender.onLoop(sender.loop()::nanos));
        assertThat(sent.firstByteNanos()).isEqualTo(first);
    }
}
