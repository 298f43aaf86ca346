package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport.Response;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every way to speak HTTP/1.1, with servers that behave. */
@Timeout(60)
abstract class Http1Contract extends TransportFixture {

    private static void answerAll(Peer peer) throws Exception {
        for (String head = peer.readHead(); head != null; head = peer.readHead()) {
            peer.answer(head.lines().findFirst().orElse(""));
        }
    }

    @Test
    void roundTrip() throws Exception {
        List<String> heads = new ArrayList<>();
        CompletableFuture<String> body = new CompletableFuture<>();
        ScriptedServer server = server(peer -> {
            String head = String.valueOf(peer.readHead());
            heads.add(head);
            body.complete(new String(peer.readBody(head), StandardCharsets.UTF_8));
            peer.write("HTTP/1.1 201 Created\r\nX-One: 1\r\nx-two:  two words \r\nContent-Length: 4\r\n\r\nmade");
            peer.awaitClose();
        });
        Sender sender = sender(server.port());

        Response response = sender.send(
                        request(
                                "POST",
                                "/a/b%20c?d=e",
                                new Bytes("grün".getBytes(StandardCharsets.UTF_8), "text/plain"),
                                new Field("X-Key", "value")),
                        100)
                .response();

        assertThat(response.status()).isEqualTo(201);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("made");
        assertThat(response.truncated()).isFalse();
        assertThat(response.headers().first("x-ONE")).isEqualTo("1");
        assertThat(response.headers().first("X-Two")).isEqualTo("two words");
        assertThat(response.headers().first("X-Thre")).isNull();
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.add(name + "=" + value));
        assertThat(headers).containsExactly("X-One=1", "x-two=two words", "Content-Length=4");
        assertThat(heads.getFirst()).startsWith("POST /a/b%20c?d=e HTTP/1.1\r\n");
        assertThat(Peer.header(heads.getFirst(), "host")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(Peer.header(heads.getFirst(), "x-key")).isEqualTo("value");
        assertThat(Peer.header(heads.getFirst(), "content-type")).isEqualTo("text/plain");
        assertThat(Peer.header(heads.getFirst(), "content-length")).isEqualTo("5");
        assertThat(Peer.header(heads.getFirst(), "accept-encoding")).isEmpty();
        assertThat(body.get()).isEqualTo("grün");
    }

    @Test
    void emptyBodyHasContentLengthZero() throws Exception {
        Sender sender = senderTo(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                peer.answer("length: " + Peer.header(head, "Content-Length"));
            }
        });

        for (String method : List.of("POST", "PUT", "PATCH")) {
            Response response =
                    sender.send(request(method, "/", new Empty()), 100).response();
            assertThat(response.body()).asString().isEqualTo("length: 0");
        }
        for (String method : List.of("GET", "DELETE")) {
            Response response =
                    sender.send(request(method, "/", new Empty()), 100).response();
            assertThat(response.body()).asString().isEqualTo("length: ");
        }
    }

    @Test
    void reusesConnection() throws Exception {
        ScriptedServer server = server(Http1Contract::answerAll);
        Sender sender = sender(server.port());

        Sender.Sent first = sender.send(get("/1"), 100);
        assertThat(first.response().status()).isEqualTo(200);
        assertThat(first.openedConnection()).isTrue();
        for (int i = 2; i < 20; i++) {
            Sender.Sent next = sender.send(get("/" + i), 100);
            assertThat(new String(next.response().body(), StandardCharsets.UTF_8))
                    .isEqualTo("GET /" + i + " HTTP/1.1");
            assertThat(next.openedConnection()).isFalse();
            assertThat(sender.needsConnection()).isFalse();
        }
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void connectionsAreBounded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            while (peer.readHead() != null) {
                release.await();
                peer.answer("late");
            }
        });
        Sender sender = sender(server.port());
        CompletableFuture<Integer> rose = new CompletableFuture<>();
        sender.transport().onAvailable(() -> rose.complete(sender.transport().available()));

        List<Sender.Sent> sent = new ArrayList<>();
        for (int i = CONNECTIONS; i > 0; i--) {
            assertThat(sender.available()).isEqualTo(i);
            assertThat(sender.needsConnection()).isTrue();
            sent.add(sender.send(get("/"), 0));
        }
        assertThat(sender.available()).isZero();
        release.countDown();

        assertThat(rose.get(60, TimeUnit.SECONDS)).isPositive();
        for (Sender.Sent each : sent) {
            assertThat(each.response().body()).isEmpty();
        }
        assertThat(server.mostOpen()).isEqualTo(CONNECTIONS);
    }

    @Test
    void reusesConnectionsUnderLoad() throws Exception {
        ScriptedServer server = server(Http1Contract::answerAll);
        Sender sender = sender(server.port());
        CountDownLatch all = new CountDownLatch(CONNECTIONS * 50);
        for (int i = 0; i < CONNECTIONS; i++) {
            sender.sendAgainAndAgain(get("/"), 50, response -> all.countDown());
        }
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.accepted()).isEqualTo(CONNECTIONS);
    }

    @Test
    void listenerMayKeepMoreOfTheBodyOnceItKnowsTheStatus() throws Exception {
        Sender sender = senderTo(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                String status = head.startsWith("GET /fails") ? "500 No" : "200 OK";
                peer.write("HTTP/1.1 " + status + "\r\nContent-Length: 10\r\n\r\n0123456789");
            }
        });

        Response failed =
                sender.send(get("/fails"), 0, status -> status == 500 ? 8 : 0).response();
        Response succeeded =
                sender.send(get("/"), 0, status -> status == 500 ? 8 : 0).response();

        assertThat(failed.body()).asString().isEqualTo("01234567");
        assertThat(succeeded.body()).isEmpty();
    }

    @Test
    void keptBytesOfBody() throws Exception {
        Sender sender = senderTo(peer -> {
            while (peer.readHead() != null) {
                peer.answer("0123456789".repeat(30_000));
            }
        });

        Response cut = sender.send(get("/"), 15).response();
        assertThat(cut.body()).asString().isEqualTo("012345678901234");
        assertThat(cut.truncated()).isTrue();
        Response whole = sender.send(get("/"), 300_000).response();
        assertThat(whole.body()).hasSize(300_000);
        assertThat(whole.truncated()).isFalse();
        assertThat(sender.send(get("/"), 0).response().truncated()).isTrue();
    }

    @Test
    void chunksCutAnywhere() throws Exception {
        Sender sender = senderTo(peer -> {
            peer.readHead();
            String wire = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5;name=value\r\nhello\r\n1\r\n \r\nC\r\nworld, hi!!\n\r\n0\r\nTrailer: x\r\n\r\n";
            for (char c : wire.toCharArray()) {
                peer.write(String.valueOf(c));
            }
            answerAll(peer);
        });

        assertThat(sender.send(get("/"), 100).response().body()).asString().isEqualTo("hello world, hi!!\n");
        Sender.Sent again = sender.send(get("/again"), 100);
        assertThat(again.response().status()).isEqualTo(200);
        assertThat(again.openedConnection()).isFalse();
    }

    @Test
    void responsesWithoutBody() throws Exception {
        Sender sender = senderTo(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            peer.readHead();
            peer.write("HTTP/1.1 204 No Content\r\n\r\n");
            peer.readHead();
            peer.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n");
            answerAll(peer);
        });

        assertThat(sender.send(request("HEAD", "/", new Empty()), 9).response().status())
                .isEqualTo(200);
        assertThat(sender.send(get("/"), 9).response().status()).isEqualTo(204);
        assertThat(sender.send(get("/"), 9).response().status()).isEqualTo(304);
        assertThat(sender.send(get("/"), 9).response().status()).isEqualTo(200);
    }

    @Test
    void interimResponsesAreSkipped() throws Exception {
        Sender sender = senderTo(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
            peer.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 199 Whatever\r\nContent-Length: 5\r\n\r\n");
            peer.answer("final");
            peer.awaitClose();
        });

        assertThat(sender.send(get("/"), 100).response().body()).asString().isEqualTo("final");
    }

    @Test
    void bodyUntilEndOfConnection() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\n\r\nall of it");
        });
        Sender sender = sender(server.port());

        assertThat(sender.send(get("/"), 100).response().body()).asString().isEqualTo("all of it");
        sender.send(get("/"), 100).response();
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void connectionCloseIsObeyed() throws Exception {
        List<String> heads = List.of(
                "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
        for (String head : heads) {
            ScriptedServer server = server(peer -> {
                peer.readHead();
                peer.write(head);
                peer.awaitClose();
            });
            Sender sender = sender(server.port());
            for (int i = 0; i < 2; i++) {
                Sender.Sent sent = sender.send(get("/"), 100);
                assertThat(sent.response().body()).asString().isEqualTo("ok");
                assertThat(sent.openedConnection()).isTrue();
            }
        }
    }

    @Test
    void closedIdleConnectionIsNotReused() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.answer("ok");
            peer.close();
            closed.countDown();
        });
        Sender sender = sender(server.port());
        sender.send(get("/"), 100).response();
        closed.await();
        sender.awaitNoIdle();

        Sender.Sent second = sender.send(get("/"), 100);
        assertThat(second.response().status()).isEqualTo(200);
        assertThat(second.openedConnection()).isTrue();
    }

    @Test
    void invalidRequestPartsAreRefused() throws Exception {
        ScriptedServer server = server(Http1Contract::answerAll);
        Sender sender = sender(server.port());

        assertThat(sender.send(request("GET", "/", new Empty(), new Field("X", "a\r\nY: b")), 0)
                        .failure()
                        .cause())
                .isEqualTo(ErrorCause.OTHER);
        assertThat(sender.send(get("/ HTTP/1.1\r\nX: y"), 0).failure().cause()).isEqualTo(ErrorCause.OTHER);
        assertThat(server.accepted()).isZero();
    }

    @Test
    void refusedAddressIsNotDialled() throws Exception {
        ScriptedServer server = server(Http1Contract::answerAll);
        Sender sender = sender(
                target("127.0.0.1", server.port(), CONNECTIONS),
                (host, port, address) ->
                        address.isLoopbackAddress() ? Optional.of("loopback is not allowed") : Optional.empty());

        Sender.Failed failed = sender.send(get("/"), 0).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.DENIED);
        assertThat(failed.detail()).isEqualTo("loopback is not allowed");
        assertThat(server.accepted()).isZero();
    }

    @Test
    void ipv6Address() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        List<String> heads = new ArrayList<>();
        try (ServerSocket socket = listening(loopback)) {
            Thread.ofVirtual().start(() -> {
                try (Socket accepted = socket.accept()) {
                    Peer peer = new Peer(accepted);
                    heads.add(String.valueOf(peer.readHead()));
                    peer.answer("ok");
                    peer.awaitClose();
                } catch (IOException e) {
                    heads.add(e.toString());
                }
            });
            int port = socket.getLocalPort();
            Target target = new Target(false, "::1", port, "", List.of(), protocol(), Target.Tls.DEFAULT, CONNECTIONS);
            Sender sender = sender(target, AddressPolicy.ALLOW_ALL);
            assertThat(sender.send(get("/"), 9).response().status()).isEqualTo(200);
            assertThat(Peer.header(heads.getFirst(), "host")).isEqualTo("[::1]:" + port);
        }
    }

    private static ServerSocket listening(InetAddress address) throws IOException {
        try {
            return new ServerSocket(0, 10, address);
        } catch (IOException e) {
            return Assumptions.abort("this machine has no IPv6: " + e.getMessage());
        }
    }

    @Test
    void closedPortIsConnectError() throws Exception {
        try (Socket unserved = unserved()) {
            Sender.Failed failed =
                    sender(unserved.getLocalPort()).send(get("/"), 0).failure();
            assertThat(failed.cause()).isEqualTo(ErrorCause.CONNECT);
            assertThat(failed.detail()).startsWith("Connection refused");
        }
    }

    @Test
    void unknownNameIsDnsError() throws Exception {
        Sender sender = sender(target("no-such-host.invalid", 80, CONNECTIONS), AddressPolicy.ALLOW_ALL);
        assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.DNS);
    }

    @Test
    void bytesOfMessages() throws Exception {
        CompletableFuture<Integer> request = new CompletableFuture<>();
        String response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: x\r\n\r\n";
        Sender.Sent sent = senderTo(peer -> {
                    String head = String.valueOf(peer.readHead());
                    request.complete(head.length() + peer.readBody(head).length);
                    peer.write("HTTP/1.1 103 Early Hints\r\n\r\n" + response);
                    peer.awaitClose();
                })
                .send(request("POST", "/a?b=c", new Bytes(new byte[300], "text/plain")), 3);

        assertThat(new String(sent.response().body(), StandardCharsets.UTF_8)).isEqualTo("hel");
        assertThat(sent.bytesSent()).isEqualTo(request.get().longValue());
        assertThat(sent.bytesReceived()).isEqualTo("HTTP/1.1 103 Early Hints\r\n\r\n".length() + response.length());
    }

    @Test
    void firstByte() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Sender sender = senderTo(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
            begun.await();
            peer.write("llo");
            peer.awaitClose();
        });
        long before = sender.onLoop(sender.loop()::nanos);
        Sender.Sent sent = sender.send(get("/"), 100);
        sent.awaitReceived("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe".length());
        long first = sent.firstByteNanos();
        begun.countDown();
        sent.response();

        assertThat(first).isBetween(before, sender.onLoop(sender.loop()::nanos));
        assertThat(sent.firstByteNanos()).isEqualTo(first);
    }

    @Test
    void bytesOfBrokenResponse() throws Exception {
        Sender.Sent sent = senderTo(peer -> {
                    peer.readHead();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
                })
                .send(get("/"), 100);

        assertThat(sent.failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(sent.bytesReceived()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe".length());
    }
}
