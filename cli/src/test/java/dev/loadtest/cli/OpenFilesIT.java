package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a process that may open fewer files than its load needs connections. */
@EnabledOnOs(OS.LINUX)
class OpenFilesIT {
    private static final int DESCRIPTORS = 110;

    @TempDir
    Path folder;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    /** Accepts connections and never answers. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    sockets.add(server.accept());
                }
            } catch (IOException closed) {
                // Closed at the end of the test.
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private JsonNode results(String protocol, String phase) throws Exception {
        Files.writeString(folder.resolve("m.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: t}
                spec:
                  target: {url: "http://127.0.0.1:%d", connections: 300, protocol: %s}
                  requests: [{name: r, path: /, timeout: 3s}]
                  phases: [%s]
                """.formatted(server.getLocalPort(), protocol, phase));
        try (Child child = Child.startWithin(DESCRIPTORS, folder, "run", "m.yaml", "--output", "out")) {
            Child.Ended ended = child.end();
            assertThat(ended.err())
                    .contains("note: up to 300 connections may be open at once", "ulimit -n is " + DESCRIPTORS)
                    .doesNotContain("\tat ");
        }
        return new ObjectMapper().readTree(folder.resolve("out/results.json").toFile());
    }

    /** Requests with a connection wait for their answers, all others end at once, and the results are written. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP1", "HTTP2"})
    void excessConnectionsAreGeneratorErrors(String protocol) throws Exception {
        JsonNode tracked = results(protocol, "{name: p, request: r, burst: {requests: 300}, maxFailures: \"100%\"}")
                .at("/totals/tracked");
        assertThat(tracked.at("/errors/generator").asInt()).isGreaterThan(200);
        assertThat(tracked.at("/errors").size())
                .isEqualTo(protocol.equals("HTTP1") ? 1 : tracked.at("/errors").size());
        assertThat(tracked.at("/unresolved").asInt()).isZero();
    }

    @Test
    void reasonNamesLimitAndRemedy() throws Exception {
        JsonNode results = results("HTTP1", "{name: p, request: r, burst: {requests: 300}}");
        assertThat(results.at("/cases/0/reason").asText())
                .contains("generator (out of file descriptors: ulimit -n is " + DESCRIPTORS, "use fewer connections");
    }
}
