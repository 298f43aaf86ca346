package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.engine.run.transport.Transport.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every way to speak HTTP/1.1, with servers that do not behave. */
abstract class HostileHttp1Contract extends Http1Contract {

    private Sender.Failed failureOf(ScriptedServer.Script script) throws Exception {
        return senderTo(script).send(get("/"), 100).failure();
    }

    ErrorCause causeOf(String response) throws Exception {
        return failureOf(peer -> {
                    peer.readHead();
                    peer.write(response);
                    peer.awaitClose();
                })
                .cause();
    }

    @Test
    void closedBeforeResponseIsReset() throws Exception {
        assertThat(failureOf(Peer::close).cause()).isIn(ErrorCause.RESET, ErrorCause.TLS);
        assertThat(failureOf(Peer::readHead).cause()).isEqualTo(ErrorCause.RESET);
        assertThat(failureOf(peer -> {
                            peer.readHead();
                            peer.reset();
                        })
                        .cause())
                .isEqualTo(ErrorCause.RESET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 O",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n012345678",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    void truncatedResponseIsReset(String part) throws Exception {
        assertThat(failureOf(peer -> {
                            peer.readHead();
                            peer.write(part);
                        })
                        .cause())
                .isEqualTo(ErrorCause.RESET);
        assertThat(failureOf(peer -> {
                            peer.readHead();
                            peer.write(part);
                            peer.reset();
                        })
                        .cause())
                .isEqualTo(ErrorCause.RESET);
    }

    /** Answers one request on each connection, and resets it when another one has come. */
    private ScriptedServer resettingTheSecond() throws Exception {
        return server(peer -> {
            peer.readHead();
            peer.answer("ok");
            peer.readHead();
            peer.reset();
        });
    }

    @Test
    void idempotentRequestIsResentAfterReset() throws Exception {
        ScriptedServer server = resettingTheSecond();
        Sender sender = sender(server.port());
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "TRACE", "HEAD")) {
            sender.send(request(method, "/", new Empty()), 100).response();
        }
        assertThat(server.accepted()).isEqualTo(6);
        assertThat(sender.onLoop(sender.transport()::repeats)).isEqualTo(5);
        assertThat(sender.onLoop(sender.transport()::retries)).isZero();
    }

    @Test
    void otherRequestIsNotResent() throws Exception {
        for (String method : List.of("POST", "PATCH", "PURGE")) {
            ScriptedServer server = resettingTheSecond();
            Sender sender = sender(server.port());
            sender.send(get("/"), 100).response();
            Sender.Failed failed =
                    sender.send(request(method, "/", new Empty()), 100).failure();
            assertThat(failed.cause()).isEqualTo(ErrorCause.RESET);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(sender.onLoop(sender.transport()::repeats)).isZero();
        }
    }

    @Test
    void resentAtMostOnce() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            peer.readHead();
            if (connections.getAndIncrement() == 0) {
                peer.answer("ok");
                peer.readHead();
            }
            peer.reset();
        });
        Sender sender = sender(server.port());
        sender.send(get("/"), 100).response();
        assertThat(sender.send(get("/"), 100).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(sender.onLoop(sender.transport()::repeats)).isEqualTo(1);
    }

    @Test
    void notResentOnceResponseBegan() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.answer("ok");
            peer.readHead();
            peer.write("H");
        });
        Sender sender = sender(server.port());
        sender.send(get("/"), 100).response();
        assertThat(sender.send(get("/"), 100).failure().cause()).isEqualTo(ErrorCause.RESET);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "<html>no HTTP at all</html>\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
            })
    void otherProtocolIsProtocolError(String response) throws Exception {
        assertThat(causeOf(response)).isEqualTo(ErrorCause.PROTOCOL);
    }

    private Sender.Failed failureOfEndless(String start, String more) throws Exception {
        return failureOf(peer -> {
            peer.readHead();
            peer.write(start);
            byte[] bytes = more.repeat(50).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                peer.out().write(bytes);
                peer.out().flush();
            }
        });
    }

    @Test
    void endlessHeadIsCutOff() throws Exception {
        assertThat(failureOfEndless("HTTP/1.1 200 OK\r\n", "X: y\r\n").cause()).isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("HTTP/1.1 200 OK\r\nX: ", "yyyyyyyyyy").cause())
                .isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("HTTP/1.1 ", "2000000").cause()).isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("", "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")
                        .cause())
                .isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("", "HTTP/1.1 100 Continue\r\n\r\n").cause())
                .isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("", "HTTP/1.1 102 Processing\r\n\r\n").cause())
                .isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n")
                        .cause())
                .isEqualTo(ErrorCause.PROTOCOL);
        assertThat(failureOfEndless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "xxxxx")
                        .cause())
                .isEqualTo(ErrorCause.PROTOCOL);
    }

    @Test
    void tooManyHeaders() throws Exception {
        String response = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + "X: y\r\n".repeat(300) + "\r\n";
        assertThat(causeOf(response)).isEqualTo(ErrorCause.PROTOCOL);
    }

    /** Ends when the client has closed the connection. */
    private static void writeForever(Peer peer, CountDownLatch under, CompletableFuture<String> closed, long pause)
            throws Exception {
        byte[] bytes = new byte[pause > 0 ? 1 : 8192];
        try {
            for (int i = 0; ; i++) {
                peer.out().write(bytes);
                peer.out().flush();
                if (i == 20) {
                    under.countDown();
                }
                if (pause > 0) {
                    new CountDownLatch(1).await(pause, TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException e) {
            closed.complete("closed");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void cancellingCutsEndlessBody(long pause) throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();
        Sender sender = senderTo(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n");
            writeForever(peer, under, closed, pause);
        });

        Sender.Sent sent = sender.send(get("/"), 100);
        assertThat(under.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sender.available()).isEqualTo(CONNECTIONS - 1);
        sent.cancel();
        assertThat(sender.available()).isEqualTo(CONNECTIONS);
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo("closed");
        sent.cancel();
        assertThat(sender.available()).isEqualTo(CONNECTIONS);
        assertThat(sent.told()).isZero();
    }

    @Test
    void cancellingLeavesHangingPeer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<String> left = new CompletableFuture<>();
        Sender sender = senderTo(peer -> {
            peer.readHead();
            asked.countDown();
            peer.awaitClose();
            left.complete("left");
        });
        Sender.Sent sent = sender.send(get("/"), 100);
        asked.await();
        sent.cancel();
        assertThat(left.get(60, TimeUnit.SECONDS)).isEqualTo("left");
        assertThat(sent.told()).isZero();
    }

    @Test
    void cancellingWhileConnectingIsSilent() throws Exception {
        Sender sender = senderTo(Peer::awaitClose);
        Sender.Sent sent = sender.sendAndCancel(get("/"));
        assertThat(sender.available()).isEqualTo(CONNECTIONS);
        assertThat(sent.told()).isZero();
    }

    @Test
    void bytesBehindResponseCloseConnection() throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad");
            peer.awaitClose();
            closed.complete("closed");
        });
        Sender sender = sender(server.port());
        assertThat(sender.send(get("/"), 100).response().body()).asString().isEqualTo("ok");
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo("closed");
        Response second = sender.send(get("/"), 100).response();
        assertThat(second.body()).asString().isEqualTo("ok");
        assertThat(server.accepted()).isEqualTo(2);
    }

    /** Bytes behind the first response, in the same packet, must not answer the next request. */
    @Test
    void unsolicitedResponseAnswersNoRequest() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad");
            peer.awaitClose();
        });
        List<String> bodies = new ArrayList<>();
        CompletableFuture<String> done = new CompletableFuture<>();
        sender(server.port()).sendAgainAndAgain(get("/"), 5, response -> {
            bodies.add(new String(response.body(), StandardCharsets.UTF_8));
            if (bodies.size() == 5) {
                done.complete("done");
            }
        });
        done.get(60, TimeUnit.SECONDS);
        assertThat(bodies).containsOnly("ok");
    }

    @Test
    void unsolicitedBytesCloseIdleConnection() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.answer("ok");
            idle.await();
            peer.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
            peer.awaitClose();
            closed.complete("closed");
        });
        Sender sender = sender(server.port());
        sender.send(get("/"), 100).response();
        idle.countDown();
        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(sender.send(get("/"), 100).response().body()).asString().isEqualTo("ok");
    }

    @Test
    void compressedBombStaysCompressed() throws Exception {
        byte[] bomb = Bombs.gzip(200_000_000);
        assertThat(bomb.length).isLessThan(1_000_000);
        Sender sender = senderTo(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            peer.out().write(bomb);
            peer.out().flush();
            peer.awaitClose();
        });
        Response response = sender.send(get("/"), 1_000_000).response();
        assertThat(response.body()).isEqualTo(bomb);
    }
}
