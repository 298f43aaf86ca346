package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 without TLS, where the kernel reports received bytes. */
class Http1IT extends HostileHttp1Contract {

    /** The loop notices the reset only when it writes, before any byte of the request has left. */
    @Test
    void connectionResetWhileIdle() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        List<String> heads = new ArrayList<>();
        ScriptedServer server = server(peer -> {
            heads.add(String.valueOf(peer.readHead()).lines().findFirst().orElse(""));
            peer.answer("ok");
            idle.await();
            peer.reset();
        });
        Sender sender = sender(server.port());
        sender.send(get("/1"), 100).response();

        Sender.Sent second = sender.sendAfter(
                () -> {
                    idle.countDown();
                    awaitNoConnection(server.port());
                    return "";
                },
                get("/2"));

        assertThat(second.response().status()).isEqualTo(200);
        assertThat(second.openedConnection()).isTrue();
        assertThat(heads).containsExactly("GET /1 HTTP/1.1", "GET /2 HTTP/1.1");
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
    }

    /**
     * The loop reads the end of one connection, then a response on another, whose listener sends the next request before the
     * closing is reported.
     */
    @Test
    void connectionClosedInSameTurn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            String head = String.valueOf(peer.readHead());
            if (head.startsWith("GET /closed")) {
                peer.answer("ok");
                idle.await();
                peer.close();
                closed.countDown();
            } else {
                asked.countDown();
                closed.await();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                peer.awaitClose();
            }
        });
        Sender sender = sender(server.port());
        CountDownLatch answered = new CountDownLatch(2);
        sender.sendAgainAndAgain(get("/"), 2, response -> answered.countDown());
        asked.await();
        sender.send(get("/closed"), 100).response();

        sender.onLoop(() -> {
            idle.countDown();
            awaitUnread(server.port(), 2);
            return "";
        });

        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.accepted()).isEqualTo(3);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
    }

    /** Returns when unread bytes from a port have arrived on a number of connections. */
    private static void awaitUnread(int port, int connections) throws IOException {
        Pattern unread = Pattern.compile(String.format(":%04X [0-9A-F]{2} [0-9A-F]{8}:(?!0{8})", port));
        long found = 0;
        while (found < connections) {
            found = 0;
            for (Path table : tables()) {
                found += unread.matcher(Files.readString(table)).results().count();
            }
        }
    }

    private static void awaitNoConnection(int port) throws IOException {
        String peer = String.format(":%04X 01", port);
        for (Path table : tables()) {
            while (Files.readString(table).contains(peer)) {
                Thread.onSpinWait();
            }
        }
    }

    /** Without the kernel's table of connections, received bytes are unknown. */
    private static List<Path> tables() {
        List<Path> tables = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .toList();
        Assumptions.assumeFalse(tables.isEmpty());
        return tables;
    }

    /** The target's end of the connection lies behind the response before the loop reads either. */
    @Test
    void connectionEndedBehindResponse() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.answer("ok");
            peer.readHead();
            peer.answer("ok");
        });
        Sender sender = sender(server.port());
        PreparedRequest post = request("POST", "/", new Empty());
        sender.send(post, 100).response();
        CountDownLatch answered = new CountDownLatch(2);

        sender.onLoop(() -> {
            sender.sendNowAndAgain(post, 2, response -> answered.countDown());
            awaitClosedByPeer(server.port());
            return "";
        });

        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(sender.onLoop(sender.transport()::retries)).isEqualTo(1);
    }

    /** Returns when a connection to a port has been closed at its other end. */
    private static void awaitClosedByPeer(int port) throws IOException {
        Pattern closed = Pattern.compile(String.format(":%04X 08 ", port));
        boolean found = false;
        while (!found) {
            for (Path table : tables()) {
                found |= closed.matcher(Files.readString(table)).find();
            }
        }
    }
}
