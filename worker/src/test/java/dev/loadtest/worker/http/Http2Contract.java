package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.run.PreparedRequest.Bytes;
import dev.loadtest.engine.run.PreparedRequest.Empty;
import dev.loadtest.engine.run.PreparedRequest.Field;
import dev.loadtest.engine.run.PreparedRequest.FileContent;
import dev.loadtest.engine.run.Transport.Response;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for HTTP/2, in plain text and over TLS; uploads too. */
abstract class Http2Contract extends UploadContract {
    private static final int STREAMS = 5;
    private final List<Http2Server> servers = new ArrayList<>();

    abstract @Nullable Identity identity();

    @Override
    Target.Protocol protocol() {
        return Target.Protocol.HTTP2;
    }

    private Http2Server http2(Handler<HttpServerRequest> handler) throws Exception {
        return http2(STREAMS, handler);
    }

    private Http2Server http2(int streams, Handler<HttpServerRequest> handler) throws Exception {
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sendsWhatItWasGivenAndGivesBackWhatCame() throws Exception {
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
                        4)
                .response();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).asString().isEqualTo("made");
        assertThat(response.truncated()).isTrue();
        assertThat(response.headers().first("x-got")).isEqualTo("four");
        HttpServerRequest request = seen.get();
        assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(request.uri()).isEqualTo("/a/b%20c?d=e");
        assertThat(request.authority().toString()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(request.getHeader("x-key")).isEqualTo("value");
        assertThat(request.getHeader("connection")).isNull();
        assertThat(request.getHeader("accept-encoding")).isNull();
    }

    @Test
    void hasAsManyPermitsAsThePeerAllowsStreams() throws Exception {
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
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        held.forEach(request -> {
            if (!request.path().equals("/first")) {
                request.response().end();
            }
        });
        for (Sender.Sent each : sent) {
            assertThat(each.response().status()).isEqualTo(200);
        }
        assertThat(rose.get(20, TimeUnit.SECONDS)).isPositive();
        assertThat(server.connections()).hasSize(1);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    @Test
    void followsWhatThePeerAllowsAsItChanges() throws Exception {
        Http2Server server = http2(request -> request.response().end());
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();

        for (int streams : new int[] {2, 4, 1, 0, STREAMS}) {
            server.allow(streams);
            assertThat(sender.available()).isEqualTo(streams);
        }
    }

    @Test
    void aPeerThatAllowsNoStreamsAtFirstStopsNothingForGood() throws Exception {
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
    void opensAsManyConnectionsAsItMayBeforeItSharesThem() throws Exception {
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
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.connections()).hasSize(CONNECTIONS);
        held.forEach(request -> request.response().end());
        for (Sender.Sent each : sent) {
            each.response();
        }
        assertThat(sender.available()).isEqualTo(CONNECTIONS * STREAMS);
    }

    @Test
    void cancellingResetsTheStreamAndNothingElse() throws Exception {
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
        reset.get(20, TimeUnit.SECONDS);
        other.get(20, TimeUnit.SECONDS).response().end();
        assertThat(kept.response().status()).isEqualTo(200);
        assertThat(cut.told()).isZero();
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void aResetStreamOrAClosedConnectionIsAReset() throws Exception {
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
    void leavesAConnectionThatGoesAway() throws Exception {
        CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
        Http2Server server = http2(request -> {
            switch (request.path()) {
                case "/held" -> held.complete(request);
                case "/away" -> {
                    request.connection().shutdown();
                    request.response().end();
                }
                default -> request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        sender.send(get("/"), 0).response();
        Sender.Sent late = sender.send(get("/held"), 0);
        held.get(20, TimeUnit.SECONDS);
        assertThat(sender.send(get("/away"), 0).response().status()).isEqualTo(200);
        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        assertThat(server.connections()).hasSize(2);
        held.get().response().end();
        assertThat(late.response().status()).isEqualTo(200);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    /** Requests of a server that goes away from its first connection, up to a stream, once so many have come over that. */
    private Http2Server goingAway(int requests, int processed, Handler<HttpServerRequest> handler) throws Exception {
        List<HttpServerRequest> first = new ArrayList<>();
        List<HttpConnection> gone = new ArrayList<>();
        return http2(request -> {
            if (!gone.isEmpty() && gone.getFirst() != request.connection()) {
                handler.handle(request);
                return;
            }
            gone.add(request.connection());
            first.add(request);
            if (first.size() == requests) {
                long last =
                        processed == 0 ? 0 : first.get(processed - 1).response().streamId();
                Http2Server.goAway(request, 0, last);
                first.subList(0, processed).forEach(handler::handle);
            }
        });
    }

    @Test
    void whatAConnectionThatGoesAwayHasLeftUnprocessedGoesOverAnotherOneAndIsCounted() throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        Http2Server server = goingAway(4, 2, request -> {
            answered.add(request.path());
            request.response().end();
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        List<Sender.Sent> sent = new ArrayList<>();
        sent.add(sender.send(get("/1"), 0));
        sender.awaitAvailable(STREAMS - 1);
        sent.addAll(sender.sendAtOnce(get("/2"), get("/3"), get("/4")));

        for (Sender.Sent each : sent) {
            assertThat(each.response().status()).isEqualTo(200);
        }
        assertThat(answered).containsExactlyInAnyOrder("/1", "/2", "/3", "/4");
        assertThat(server.connections()).hasSize(2);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(2);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    /** Else those that are held would be first on each new connection, and these left unprocessed once more. */
    @Test
    void whatWasLeftUnprocessedGoesBeforeWhatIsHeld() throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        Http2Server server = goingAway(STREAMS, 1, request -> {
            answered.add(request.path());
            request.response().end();
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        Sender.Sent first = sender.send(get("/1"), 0);
        sender.awaitAvailable(STREAMS - 1);
        CompletableFuture<Integer> room = new CompletableFuture<>();
        sender.transport().onAvailable(() -> room.complete(sender.transport().available()));

        List<Sender.Sent> sent = sender.sendAtOnce(get("/2"), get("/3"), get("/4"), get("/5"));

        assertThat(room.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        first.response();
        for (Sender.Sent each : sent) {
            each.response();
        }
        assertThat(answered).containsExactlyInAnyOrder("/1", "/2", "/3", "/4", "/5");
    }

    @Test
    void whatARedirectsConnectionHasLeftUnprocessedGoesOverAnotherOne() throws Exception {
        Http2Server there = goingAway(1, 0, request -> request.response().end("there"));
        String location = (identity() == null ? "http" : "https") + "://127.0.0.1:" + there.port() + "/";
        Http2Server server = http2(request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", location)
                .end());

        Response response = sender(server.port())
                .send(new PreparedRequest("GET", "/", List.of(), new Empty(), 1), 100)
                .response();

        assertThat(response.body()).asString().isEqualTo("there");
        assertThat(there.connections()).hasSize(2);
    }

    @Test
    void aBodyThatWasLeftUnprocessedIsSentAgainFromItsBeginning() throws Exception {
        Http2Server server = goingAway(
                1,
                0,
                request -> request.bodyHandler(
                        body -> request.response().end(body.length() + " " + body.getString(0, 4))));
        byte[] file = new byte[3 * UploadStream.PIECE];
        Arrays.fill(file, (byte) 'f');
        Path path = Files.write(folder.resolve("file"), file);
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        Response uploaded = sender.send(request("POST", "/", new FileContent(path, file.length, "text/plain")), 100)
                .response();

        assertThat(uploaded.body()).asString().isEqualTo(file.length + " ffff");
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
        Http2Server another = goingAway(
                1, 0, request -> request.bodyHandler(body -> request.response().end(body)));
        Bytes bytes = new Bytes("four".getBytes(StandardCharsets.US_ASCII), "text/plain");
        assertThat(sender(another.port())
                        .send(request("POST", "/", bytes), 100)
                        .response()
                        .body())
                .asString()
                .isEqualTo("four");
    }

    /** More wait than the peer turns out to allow: the next connection was expected to be like the last one. */
    private void goesOverAnotherOne(Consumer<HttpServerRequest> ending, Class<? extends Sender.End> ofHeld)
            throws Exception {
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
        List<Sender.Sent> sent = sender.sendAtOnce(get("/held"), get("/1"), get("/2"), get("/3"));

        ending.accept(held.get(20, TimeUnit.SECONDS));

        assertThat(sent.getFirst().await()).isInstanceOf(ofHeld);
        for (Sender.Sent each : sent.subList(1, 4)) {
            assertThat(each.response().status()).isEqualTo(200);
        }
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(3);
    }

    @Test
    void whatWaitsForAStreamOfAConnectionThatGoesAwayGoesOverAnotherOne() throws Exception {
        goesOverAnotherOne(
                held -> {
                    Http2Server.goAway(held, 0, held.response().streamId());
                    held.response().end();
                },
                Sender.Completed.class);
    }

    @Test
    void whatWaitsForAStreamOfAConnectionThatIsClosedGoesOverAnotherOne() throws Exception {
        goesOverAnotherOne(held -> held.connection().close(), Sender.Failed.class);
    }

    @Test
    void aRequestThatIsLeftUnprocessedAgainAndAgainFailsInTheEnd() throws Exception {
        Http2Server server = http2(request -> Http2Server.goAway(request, 0, 0));
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);

        assertThat(server.connections()).hasSize(1 + WebExchange.MOST_RETRIES);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(WebExchange.MOST_RETRIES);
        sender.awaitAvailable(STREAMS);
    }

    @Test
    void whatMayHaveBeenProcessedIsNotSentAgain() throws Exception {
        Http2Server server = http2(request -> {
            switch (request.path()) {
                case "/processed" -> {
                    Http2Server.goAway(request, 0, request.response().streamId());
                    request.connection().close();
                }
                // ENHANCE_YOUR_CALM is what the target has to say to the load: it counts.
                case "/calm" -> Http2Server.goAway(request, 11, 0);
                case "/refused" -> request.response().reset(7);
                default -> request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        assertThat(sender.send(get("/processed"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.send(get("/calm"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.send(get("/refused"), 0).failure())
                .isEqualTo(new Sender.Failed(ErrorCause.RESET, "the target refused the stream"));

        assertThat(server.connections()).hasSize(3);
        assertThat(sender.onLoop(sender.transport()::retries)).isZero();
    }

    @Test
    void cancellingWhatIsSentAgainIsSilent() throws Exception {
        CompletableFuture<HttpServerRequest> again = new CompletableFuture<>();
        Http2Server server = goingAway(1, 0, again::complete);
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        Sender.Sent sent = sender.send(get("/"), 0);
        CompletableFuture<Void> reset = new CompletableFuture<>();
        again.get(20, TimeUnit.SECONDS).response().exceptionHandler(thrown -> reset.complete(null));

        sent.cancel();

        reset.get(20, TimeUnit.SECONDS);
        assertThat(sent.told()).isZero();
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    /** Nobody may lose a request because another one, which was to wait with it for the connection, waits no longer. */
    @Test
    void givingUpOneRequestLeavesTheOpeningConnectionToTheOthers() throws Exception {
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
    void followsARedirectFromAConnectionThatGoesAwayOverANewOne() throws Exception {
        Http2Server server = http2(request -> {
            if (request.path().equals("/away")) {
                request.connection().shutdown();
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/there")
                        .end();
            } else {
                request.response().end("there");
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        Response response = sender.send(new PreparedRequest("GET", "/away", List.of(), new Empty(), 1), 100)
                .response();

        assertThat(response.body()).asString().isEqualTo("there");
        assertThat(server.connections()).hasSize(2);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    @Test
    void uploadsThatCannotBeReadUseUpNoStreams() throws Exception {
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

    /** More wait than the peer turns out to allow: the next connection was expected to be like the last one. */
    @Test
    void cancellingWhatWaitsForAStreamUsesUpNone() throws Exception {
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
        List<Sender.Sent> sent = sender.sendAtOnce(get("/held"), get("/cancelled"), get("/last"));
        held.get(20, TimeUnit.SECONDS);

        sent.get(1).cancel();
        held.get().response().end();

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
    void saysThatNobodyListensOrMayBeAskedOrIsKnown() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(sender(port).send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.CONNECT);
        assertThat(sender(target("127.0.0.1", port, 1), address -> Optional.of("not there"))
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
    void saysThatTheTargetSpeaksOnlyHttp1() throws Exception {
        Sender sender = senderTo(peer -> {
            peer.in().read();
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.PROTOCOL);
    }
}
