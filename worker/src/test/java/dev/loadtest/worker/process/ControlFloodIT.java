package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.LoadPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hostile pod that reaches a worker's ports without the operator's key. */
@Timeout(60)
class ControlFloodIT {
    private static final String HALF = "POST " + ControlPaths.COMMAND + " HTTP/1.1\r\nHost: x\r\nX-A: ";

    @TempDir
    private Path folder;

    private WorkerFixture fixture;
    private WorkerProcess process;
    private final List<Socket> opened = new ArrayList<>();

    @BeforeEach
    void start() {
        fixture = new WorkerFixture(folder);
        process = fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : opened) {
            socket.close();
        }
        fixture.close();
    }

    private Socket open(int port, String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Reads to the end of the stream or a reset. */
    private static String read(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException reset) {
            return "";
        }
    }

    private static LoadPlan plan() {
        return PlanFixture.plan()
                .get("health")
                .phase(PhaseFixture.phase("p", "health").burst(1))
                .build();
    }

    @Test
    void coordinatorDuringFlood() throws Exception {
        var remote = fixture.remote(process, 0, 1, plan());
        for (int i = 0; i < 3_000; i++) {
            open(process.controlPort(), HALF + "a".repeat(200));
            if (i % 500 == 0) {
                remote.standing().toCompletableFuture().get(60, TimeUnit.SECONDS);
            }
        }
        remote.standing().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(read(opened.getFirst())).as("the first ones were displaced").isEmpty();
    }

    @Test
    void kubeletDuringFlood() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            open(process.metricsPort(), "GET /metrics HTTP/1.1\r\nX-A: " + "a".repeat(200));
        }
        HttpResponse<String> ready = fixture.client()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.metricsPort() + "/readyz"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(200);
    }

    @Test
    void longHeadIsRefused() throws Exception {
        assertThat(read(open(process.controlPort(), HALF + "a".repeat(20_000) + "\r\n\r\n")))
                .doesNotStartWith("HTTP/1.1 2");
    }

    /** By its time: at this pace the limit of a head's size is minutes away, and the test's timeout comes first. */
    @Test
    void drippingRequestIsCutOff() throws Exception {
        Socket dripping = open(process.controlPort(), HALF);
        try (ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
            OutputStream out = dripping.getOutputStream();
            drip.scheduleAtFixedRate(() -> drop(out), 0, 100, TimeUnit.MILLISECONDS);
            assertThat(read(dripping)).isEmpty();
            drip.shutdownNow();
        }
    }

    /** One more byte of a head; after the awaited end of the connection none. */
    private static void drop(OutputStream out) {
        try {
            out.write('a');
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
