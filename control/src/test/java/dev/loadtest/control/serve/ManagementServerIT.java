package dev.loadtest.control.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.serve.Page.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and limits, over real sockets. */
@Timeout(60)
class ManagementServerIT {
    private static final Map<String, Page> PAGES = Map.of(
            "/healthz", accept -> Answer.plain(200, "ok\n"),
            "/metrics", accept -> Answer.plain(200, "up 1\n"),
            "/accept", accept -> Answer.plain(200, "[" + accept + "]"),
            "/large", accept -> Answer.plain(200, "x".repeat(64 << 20)),
            "/broken",
                    accept -> {
                        throw new IllegalStateException("secret detail");
                    });

    private ManagementServer server = ManagementServer.start(0, PAGES);
    private final List<Socket> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : opened) {
            socket.close();
        }
        server.close();
    }

    private Socket open(String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        opened.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private String ask(String request) throws IOException {
        return new String(open(request).getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads to the end of the stream or a reset. */
    private static void awaitClosed(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Nested
    class Answers {
        @ParameterizedTest
        @CsvSource({
            "GET /healthz HTTP/1.1, 200, ok",
            "GET /healthz?x=1 HTTP/1.0, 200, ok",
            "GET /metrics HTTP/1.1, 200, up 1",
            "POST /healthz HTTP/1.1, 405, only GET",
            "GET /other HTTP/1.1, 404, /healthz",
            "GET /broken HTTP/1.1, 500, it failed",
            "nonsense, 400, not a request",
            "GET /healthz HTTP/2.0, 400, not a request"
        })
        void plainResponseClosesConnection(String line, int status, String body) throws IOException {
            assertThat(ask(line + "\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("\r\nConnection: close\r\n")
                    .contains(body)
                    .doesNotContain("secret detail");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Accept: text/plain;q=0.5, application/openmetrics-text | [text/plain;q=0.5, application/openmetrics-text]",
                    "accept:text/plain | [text/plain]",
                    "X-Accept: text/plain | []"
                })
        void pagesKnowWhatIsAccepted(String header, String body) throws IOException {
            assertThat(ask("GET /accept HTTP/1.1\r\nHost: x\r\n" + header + "\r\nX: y\r\n\r\n"))
                    .endsWith("\r\n\r\n" + body);
        }

        @Test
        void headHasNoBody() throws IOException {
            assertThat(ask("HEAD /healthz HTTP/1.1\r\n\r\n"))
                    .contains("Content-Length: 3\r\n")
                    .endsWith("\r\n\r\n");
        }

        @Test
        void requestInPieces() throws IOException {
            Socket socket = open("GET /heal");
            socket.getOutputStream().write("thz HTTP/1.1\r\nHost: x\r\n\r".getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write('\n');
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Nested
    class Attacks {
        @Test
        void halfSentRequestsDoNotBlock() throws IOException {
            for (int i = 0; i < 3_000; i++) {
                open("GET /metrics HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(200));
                if (i % 500 == 0) {
                    assertThat(ask("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
                }
            }
            assertThat(ask("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(server.connections()).isLessThanOrEqualTo(ManagementServer.MAX_CONNECTIONS);
        }

        @Test
        void longHeadIsCutOff() throws IOException {
            assertThat(ask("GET /metrics HTTP/1.1\r\nX-A: "
                            + "a".repeat(RequestHead.MAX_BYTES).substring(0, RequestHead.MAX_BYTES - 28)))
                    .startsWith("HTTP/1.1 400 ");
        }

        @Test
        void drippingRequestIsCutOff() throws IOException {
            server.close();
            server = ManagementServer.start(0, PAGES, Duration.ofMillis(300));
            Socket dripping = open("GET /metrics HTTP/1.1\r\n");
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (!Thread.interrupted()) {
                        dripping.getOutputStream().write('a');
                        Thread.onSpinWait();
                    }
                } catch (IOException closed) {
                    // The awaited end of the connection.
                }
            });
            awaitClosed(dripping);
            drip.interrupt();
        }

        @Test
        void unreadAnswerIsCutOff() throws IOException {
            server.close();
            server = ManagementServer.start(0, PAGES, Duration.ofMillis(300));
            Socket idle = open("");
            Socket greedy = open("GET /large HTTP/1.1\r\n\r\n");
            awaitClosed(idle);
            // Opened after the other connection and read only now; far less than the whole answer was sent.
            awaitClosed(greedy);
            assertThat(ask("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }
}
