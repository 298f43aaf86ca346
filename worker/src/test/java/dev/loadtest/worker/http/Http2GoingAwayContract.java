package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport.Response;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.h2.Http2Exchange;
import dev.loadtest.worker.http.message.UploadStream;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests on an HTTP/2 connection that goes away or closes. */
abstract class Http2GoingAwayContract extends Http2Contract {
    @Test
    void leavesConnectionGoingAway() throws Exception {
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
        held.get(60, TimeUnit.SECONDS);
        assertThat(sender.send(get("/away"), 0).response().status()).isEqualTo(200);
        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        assertThat(server.connections()).hasSize(2);
        held.get().response().end();
        assertThat(late.response().status()).isEqualTo(200);
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    /** A server that sends GOAWAY on its first connection, with a last stream, after a number of requests. */
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
    void unprocessedIsResentOnAnotherConnection() throws Exception {
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

    /** Otherwise held requests would be first on each new connection, and these unprocessed again. */
    @Test
    void unprocessedPrecedesHeld() throws Exception {
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

        assertThat(room.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        first.response();
        for (Sender.Sent each : sent) {
            each.response();
        }
        assertThat(answered).containsExactlyInAnyOrder("/1", "/2", "/3", "/4", "/5");
    }

    @Test
    void unprocessedRedirectIsResent() throws Exception {
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
    void unprocessedBodyIsResentFromStart() throws Exception {
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

    private void goesOverAnotherOne(Consumer<HttpServerRequest> ending, Class<? extends Sender.End> ofHeld)
            throws Exception {
        Overbooked peer = overbooked();
        List<Sender.Sent> sent = peer.sender().sendAtOnce(get("/held"), get("/1"), get("/2"), get("/3"));

        ending.accept(peer.held().get(60, TimeUnit.SECONDS));

        assertThat(sent.getFirst().await()).isInstanceOf(ofHeld);
        for (Sender.Sent each : sent.subList(1, 4)) {
            assertThat(each.response().status()).isEqualTo(200);
        }
        assertThat(peer.sender().onLoop(peer.sender().transport()::retries)).isEqualTo(3);
    }

    @Test
    void waitingForStreamMovesAfterGoAway() throws Exception {
        goesOverAnotherOne(
                held -> {
                    Http2Server.goAway(held, 0, held.response().streamId());
                    held.response().end();
                },
                Sender.Completed.class);
    }

    @Test
    void waitingForStreamMovesAfterClose() throws Exception {
        goesOverAnotherOne(held -> held.connection().close(), Sender.Failed.class);
    }

    @Test
    void repeatedlyUnprocessedFails() throws Exception {
        Http2Server server = http2(request -> Http2Server.goAway(request, 0, 0));
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);

        assertThat(server.connections()).hasSize(1 + Http2Exchange.MAX_FUTILE_RETRIES);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(Http2Exchange.MAX_FUTILE_RETRIES);
        sender.awaitAvailable(STREAMS);
    }

    @Test
    void possiblyProcessedIsNotResent() throws Exception {
        Http2Server server = http2(request -> {
            switch (request.path()) {
                case "/processed" -> {
                    Http2Server.goAway(request, 0, request.response().streamId());
                    request.connection().close();
                }
                // ENHANCE_YOUR_CALM is what the target has to say to the load: it counts.
                case "/calm" -> Http2Server.goAway(request, 11, 0);
                default -> request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        assertThat(sender.send(get("/processed"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sender.send(get("/calm"), 0).failure().cause()).isEqualTo(ErrorCause.RESET);

        assertThat(server.connections()).hasSize(2);
        assertThat(sender.onLoop(sender.transport()::retries)).isZero();
    }

    @Test
    void refusedStreamIsRetriedOnce() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Http2Server server = http2(request -> {
            if (request.path().equals("/always") || refusals.getAndIncrement() == 0) {
                request.response().reset(7);
            } else {
                request.bodyHandler(body -> request.response().end(body));
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        Bytes bytes = new Bytes("four".getBytes(StandardCharsets.US_ASCII), "text/plain");

        assertThat(sender.send(request("POST", "/once", bytes), 100).response().body())
                .asString()
                .isEqualTo("four");
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
        assertThat(sender.send(get("/always"), 0).failure())
                .isEqualTo(new Sender.Failed(ErrorCause.RESET, "the target refused the stream"));
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(2);
        assertThat(server.connections()).hasSize(1);
    }

    /** For example one that allows many streams and goes away after half of them. */
    @Test
    void targetProcessingFewPerConnectionGetsAll() throws Exception {
        Set<HttpConnection> gone = ConcurrentHashMap.newKeySet();
        Http2Server server = http2(request -> {
            if (gone.add(request.connection())) {
                Http2Server.goAway(request, 0, request.response().streamId());
                request.response().end();
            }
        });
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);

        assertThat(sender.send(get("/"), 0).response().status()).isEqualTo(200);
        for (Sender.Sent sent : sender.sendAtOnce(get("/1"), get("/2"), get("/3"), get("/4"), get("/5"))) {
            assertThat(sent.response().status()).isEqualTo(200);
        }

        assertThat(server.connections()).hasSize(6);
    }

    @Test
    void cancellingResentRequestIsSilent() throws Exception {
        CompletableFuture<HttpServerRequest> again = new CompletableFuture<>();
        Http2Server server = goingAway(1, 0, again::complete);
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        Sender.Sent sent = sender.send(get("/"), 0);
        CompletableFuture<Void> reset = new CompletableFuture<>();
        again.get(60, TimeUnit.SECONDS).response().exceptionHandler(thrown -> reset.complete(null));

        sent.cancel();

        reset.get(60, TimeUnit.SECONDS);
        assertThat(sent.told()).isZero();
        assertThat(sender.available()).isEqualTo(STREAMS);
    }

    /** Cancelling one of the requests that wait for a connection must not lose another. */
    @Test
    void redirectFromConnectionGoingAway() throws Exception {
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
}
