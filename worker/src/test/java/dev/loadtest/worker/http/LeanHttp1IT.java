package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.ErrorCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lean path. */
class LeanHttp1IT extends HostileHttp1Contract {

    /** The loop learns of it only as it writes; nothing of the request has left then. */
    @Test
    void aRequestForAConnectionThatWasResetBetweenRequestsGoesOverANewOneAndIsCounted() throws Exception {
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

    /** Where the kernel tells of no connections it is not known when a reset has arrived. */
    private static void awaitNoConnection(int port) throws IOException {
        String peer = String.format(":%04X 01", port);
        List<Path> tables = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .toList();
        Assumptions.assumeFalse(tables.isEmpty());
        for (Path table : tables) {
            while (Files.readString(table).contains(peer)) {
                Thread.onSpinWait();
            }
        }
    }

    /** Netty's reader, by which the web client reads, waits here for more until the request's time is over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no HTTP at all</html>",
                "HTTP/1.1 99\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSpace : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n"
            })
    void saysAtOnceWhatIsNotHttp(String response) throws Exception {
        assertThat(causeOf(response)).isEqualTo(ErrorCause.PROTOCOL);
    }
}
