package dev.loadtest.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveServerIT {
    private static final int PATIENCE_MILLIS = 30_000;

    private final LiveFeed feed = new LiveFeed("{}");
    private final List<Socket> sockets = new ArrayList<>();
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = LiveServer.open(0, feed, data -> "<p>" + data + "</p>");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        // Small, so that what is not read waits in the server.
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress("127.0.0.1", server.address().getPort()), PATIENCE_MILLIS);
        return socket;
    }

    private Socket ask(String method, String path, String host) throws IOException {
        Socket socket = connect();
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://evil.example\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String answer(String method, String path, String host) throws IOException {
        InputStream in = ask(method, path, host).getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String host() {
        return "127.0.0.1:" + server.address().getPort();
    }

    private BufferedReader events() throws IOException {
        InputStream in =
                ask("GET", server.address().getPath() + "events", host()).getInputStream();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
        while (!lines.readLine().isEmpty()) {
            // The rest of the head.
        }
        return lines;
    }

    private static List<String> event(BufferedReader lines) throws IOException {
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            event.add(line);
        }
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"})
    void pageHasTheLatestState(String name) throws IOException {
        feed.publish("newer");

        String answer = answer(
                "GET", server.address().getPath(), name + ":" + server.address().getPort());

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: text/html; charset=utf-8\r\n")
                .endsWith("\r\n\r\n<p>newer</p>");
    }

    /** No other site may read it: neither by its own name for this address, nor by leave of ours. */
    @Test
    void otherSitesAreRefused() throws IOException {
        String path = server.address().getPath();
        for (String host :
                List.of("evil.example", "evil.example:" + server.address().getPort(), "127.0.0.1", "")) {
            assertThat(answer("GET", path, host)).as(host).startsWith("HTTP/1.1 403 ");
        }
        assertThat(answer("GET", path, host()))
                .doesNotContainIgnoringCase("Access-Control")
                .contains("Cross-Origin-Resource-Policy: same-origin\r\n", "X-Frame-Options: DENY\r\n");
    }

    @Test
    void withoutTheTokenThereIsNothing() throws IOException {
        assertThat(server.address().getPath()).matches("/[0-9a-f]{32}/");
        for (String path : List.of("/", "/events", server.address().getPath() + "other", "/0" + "0".repeat(31) + "/")) {
            assertThat(answer("GET", path, host())).as(path).startsWith("HTTP/1.1 404 ");
        }
        assertThat(answer("POST", server.address().getPath(), host())).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void whatIsNotHttpIsDropped() throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write("\u0016\u0003\u0001\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void onLoopbackAlone() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        assumeThat(others).isNotEmpty();
        try (Socket socket = new Socket()) {
            InetSocketAddress to =
                    new InetSocketAddress(others.getFirst(), server.address().getPort());
            assertThatThrownBy(() -> socket.connect(to, PATIENCE_MILLIS)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void eventsUntilTheLast() throws IOException {
        BufferedReader lines = events();
        assertThat(event(lines)).containsExactly("event: data", "data: {}");

        feed.publish("1");
        assertThat(event(lines)).containsExactly("event: data", "data: 1");
        feed.end("report", "\"<html>\"");
        assertThat(event(lines)).containsExactly("event: report", "data: \"<html>\"");

        assertThat(lines.readLine()).isNull();
    }

    @Test
    void fewConnectionsAtATime() throws IOException {
        List<BufferedReader> readers = new ArrayList<>();
        for (int i = 0; i < LiveServer.MAX_CONNECTIONS; i++) {
            BufferedReader reader = events();
            assertThat(event(reader)).hasSize(2);
            readers.add(reader);
        }

        assertThat(connect().getInputStream().read()).isEqualTo(-1);

        feed.publish("1");
        for (BufferedReader reader : readers) {
            assertThat(event(reader)).contains("data: 1");
        }
    }

    /** A reader that leaves gives its place to another one. */
    @Test
    void placesOfReadersThatLeft() throws IOException {
        for (int i = 0; i < LiveServer.MAX_CONNECTIONS; i++) {
            assertThat(event(events())).hasSize(2);
        }
        for (Socket socket : sockets) {
            socket.close();
        }

        // That a reader has left shows in the next event that is written to it.
        String answer = "";
        for (int i = 0; answer.isEmpty(); i++) {
            feed.publish(String.valueOf(i));
            answer = answerUnlessRefused();
        }

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    private String answerUnlessRefused() {
        try {
            return answer("GET", server.address().getPath(), host());
        } catch (IOException reset) {
            return "";
        }
    }

    /** Publishing never waits for a reader, who misses events and catches up. */
    @Test
    void slowReaderHoldsNobodyUp() throws Exception {
        BufferedReader slow = events();
        BufferedReader quick = events();
        assertThat(event(quick)).hasSize(2);
        String large = "x".repeat(1 << 20);
        int published = 64;
        for (int i = 0; i < published; i++) {
            feed.publish(i + large);
        }
        List<String> seen = List.of();
        while (!seen.contains("data: " + (published - 1) + large)) {
            seen = event(quick);
        }
        feed.end("report", "the end");

        int received = 0;
        List<String> last = event(slow);
        for (List<String> next = last; !next.isEmpty(); next = event(slow)) {
            received++;
            last = next;
        }
        assertThat(last).containsExactly("event: report", "data: the end");
        assertThat(received).isLessThan(published);
    }

    /** The run ends although a reader does not take its last event. */
    @Test
    void endDoesNotWaitForAReader() throws Exception {
        BufferedReader reader = events();
        feed.end("report", "x".repeat(32 << 20));

        feed.awaitReaders(1);
        server.close();

        assertThat(endsInTime(reader)).isTrue();
    }

    /** Whether a connection ends, in order or by a reset. */
    private static boolean endsInTime(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                continue;
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
